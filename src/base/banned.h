/* SPDX-License-Identifier: EUPL-1.2 */
/* Included last in every .c file of src/: what may never be called. */
#ifndef OMBRUK_BASE_BANNED_H
#define OMBRUK_BASE_BANNED_H

/* Macros of glibc's fortified headers under clang; poison would stop at their definitions. */
#undef sprintf
#undef vsprintf
#undef gets
#pragma GCC poison strcpy strcat sprintf vsprintf strtok atoi atol atof gets

#endif
