/* SPDX-License-Identifier: EUPL-1.2 */
/* Included last in every .c file of src/: what may never be called. */
#ifndef OMBRUK_BASE_BANNED_H
#define OMBRUK_BASE_BANNED_H

#pragma GCC poison strcpy strcat sprintf vsprintf strtok atoi atol atof gets

#endif
