/* SPDX-License-Identifier: EUPL-1.2 */
/* Where the program begins. */
#include <stdio.h>

#include "app/command.h"

#include "base/banned.h"

int main(int argc, char **argv)
{
    return command_main(argc, argv, stdin, stdout, stderr);
}
