/* SPDX-License-Identifier: EUPL-1.2 */
/* Puts files into the program as they are:
 *
 *     datapack --name goods_data --out-h goods_data.h --out-c goods_data.c sizes.csv kinds.csv
 *
 * gives `extern const struct str goods_data_sizes_csv, goods_data_kinds_csv;`. Signs that cannot
 * stand in a C name become '_'. The bytes are followed by a NUL. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BYTES_PER_LINE 20

static void die(const char *what, const char *path)
{
    fprintf(stderr, "datapack: %s: %s\n", what, path);
    exit(1);
}

static FILE *open_or_die(const char *path, const char *mode)
{
    FILE *file = fopen(path, mode);
    if (file == NULL) {
        die("cannot open", path);
    }
    return file;
}

static void write_symbol(FILE *out, const char *name, const char *path)
{
    const char *slash = strrchr(path, '/');
    fprintf(out, "%s_", name);
    for (const char *c = slash == NULL ? path : slash + 1; *c != '\0'; c++) {
        fputc(isalnum((unsigned char)*c) ? *c : '_', out);
    }
}

static void write_bytes(FILE *out, const char *name, const char *path)
{
    FILE *in = open_or_die(path, "rb");
    unsigned long len = 0;
    fputs("static const char ", out);
    write_symbol(out, name, path);
    fputs("_bytes[] = {", out);
    for (int c = fgetc(in); c != EOF; c = fgetc(in)) {
        fprintf(out, "%s%d,", len++ % BYTES_PER_LINE == 0 ? "\n" : "", c > 127 ? c - 256 : c);
    }
    if (ferror(in) != 0) {
        die("cannot read", path);
    }
    fclose(in);
    fputs("\n0};\nconst struct str ", out);
    write_symbol(out, name, path);
    fputs(" = {", out);
    write_symbol(out, name, path);
    fprintf(out, "_bytes, %lu};\n", len);
}

static const char *option(int argc, char **argv, const char *name)
{
    for (int i = 1; i + 1 < argc; i++) {
        if (strcmp(argv[i], name) == 0) {
            return argv[i + 1];
        }
    }
    fprintf(stderr, "datapack: %s is missing\n", name);
    exit(2);
}

int main(int argc, char **argv)
{
    const char *name = option(argc, argv, "--name");
    const char *header = option(argc, argv, "--out-h");
    const char *source = option(argc, argv, "--out-c");
    FILE *h = open_or_die(header, "w");
    FILE *c = open_or_die(source, "w");
    fputs("#pragma once\n#include \"base/str.h\"\n", h);
    fprintf(c, "#include \"%s\"\n",
            strrchr(header, '/') == NULL ? header : strrchr(header, '/') + 1);
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] == '-') {
            i++;
            continue;
        }
        fputs("extern const struct str ", h);
        write_symbol(h, name, argv[i]);
        fputs(";\n", h);
        write_bytes(c, name, argv[i]);
    }
    if (fclose(h) != 0 || fclose(c) != 0) {
        die("cannot write", source);
    }
    return 0;
}
