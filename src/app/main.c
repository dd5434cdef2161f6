/* SPDX-License-Identifier: EUPL-1.2 */
/* Where the program begins. */
#include <stdio.h>
#include <string.h>

#include "app/command.h"
#include "media/photo_worker.h"

#include "base/banned.h"

int main(int argc, char **argv)
{
    /* Not a command for people: the program starts itself so, to decode photos apart. */
    if (argc > 1 && strcmp(argv[1], "photo-worker") == 0) {
        return photo_worker_main(argc, argv);
    }
    return command_main(argc, argv, stdin, stdout, stderr);
}
