/* SPDX-License-Identifier: EUPL-1.2 */
/* Files built into the program by tools/embed. */
#ifndef OMBRUK_BASE_EMBEDDED_H
#define OMBRUK_BASE_EMBEDDED_H

#include <stddef.h>

/* A table of them ends with name NULL. The bytes are followed by a NUL that is not counted. */
struct embedded {
    const char *name; /* without folder: "factors.csv" */
    const unsigned char *bytes;
    size_t len;
};

#endif
