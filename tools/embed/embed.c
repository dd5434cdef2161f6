/* SPDX-License-Identifier: EUPL-1.2 */
/* Builds files into the program.
 *
 *     embed --out-c X.c --symbol NAME FILE…      const struct embedded NAME[] (base/embedded.h)
 *     embed --out-c X.c --assets MANIFEST.json   const struct asset assets[] (http/assets.h)
 *
 * The bytes are read by the assembler (.incbin), so even large files cost no compile time. The
 * output is written only when it changes, and holds a checksum of each file, so that it changes
 * when a file does. A manifest names built front-end files beside it, {"app.css": {"file": "…",
 * "type": "…"}}, each with FILE.gz and FILE.br where they are worth it; where there is no manifest
 * the table is empty. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/strbuf.h"

#include "base/banned.h"

#define FILE_MAX_BYTES ((size_t)64 * 1024 * 1024)
#define OUTPUT_MAX     ((size_t)16 * 1024 * 1024)
#define MEMORY_MAX     ((size_t)512 * 1024 * 1024)

struct embed {
    struct arena *mem;
    struct strbuf code;  /* assembler and declarations */
    struct strbuf table; /* rows */
    const char *symbol;
    int files;
};

static bool complain(const char *file, const char *why)
{
    fprintf(stderr, "embed: %s: %s\n", file, why);
    return false;
}

/* ---- files ------------------------------------------------------------------------------------
 */

static bool read_file(struct arena *mem, const char *file, struct str *ret_bytes)
{
    FILE *stream = fopen(file, "rb");
    if (stream == NULL) {
        return complain(file, strerror(errno));
    }
    struct strbuf bytes;
    strbuf_init(&bytes, FILE_MAX_BYTES);
    char block[65536];
    size_t len = 0;
    while ((len = fread(block, 1, sizeof(block), stream)) > 0) {
        strbuf_bytes(&bytes, block, len);
    }
    const bool ok = ferror(stream) == 0 && !bytes.overflow;
    fclose(stream);
    if (ok) {
        *ret_bytes = strbuf_copy(&bytes, mem);
    }
    strbuf_finish(&bytes);
    return ok || complain(file, "cannot be read, or is over 64 MiB");
}

/* Leaves a file that holds `text` already alone, so that nothing is compiled again. */
static bool write_if_changed(struct arena *mem, const char *file, struct str text)
{
    FILE *old = fopen(file, "rb");
    if (old != NULL) {
        fclose(old);
        struct str present;
        if (read_file(mem, file, &present) && str_equal(present, text)) {
            return true;
        }
    }
    FILE *stream = fopen(file, "wb");
    if (stream == NULL) {
        return complain(file, strerror(errno));
    }
    const bool written = fwrite(text.ptr, 1, text.len, stream) == text.len;
    return (fclose(stream) == 0 && written) || complain(file, strerror(errno));
}

/* FNV-1a, 64 bits: shows the build that a file changed; no protection against anybody. */
static uint64_t checksum(struct str bytes)
{
    uint64_t sum = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < bytes.len; i++) {
        sum = (sum ^ (unsigned char)bytes.ptr[i]) * UINT64_C(0x100000001b3);
    }
    return sum;
}

/* The path ends up in an assembler string within a C string. */
static bool is_plain_path(const char *path)
{
    for (const char *c = path; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\' || (unsigned char)*c < 0x20) {
            return complain(path, "quotes and backslashes cannot stand in a path");
        }
    }
    return true;
}

/* Declares the bytes of `file` as SYMBOL_N followed by a NUL; `*ret_number` is N. */
static bool add_bytes(struct embed *embed, const char *file, int *ret_number, size_t *ret_len)
{
    struct str bytes;
    char path[PATH_MAX];
    if (!read_file(embed->mem, file, &bytes)) {
        return false;
    }
    if (realpath(file, path) == NULL) {
        return complain(file, strerror(errno));
    }
    if (!is_plain_path(path)) {
        return false;
    }
    const int number = embed->files++;
    const char *symbol = embed->symbol;
    strbuf_format(&embed->code, "/* %016llx */\n", (unsigned long long)checksum(bytes));
    strbuf_format(
        &embed->code,
        "__asm__(\".pushsection .rodata\\n.balign 16\\n.globl %s_%d\\n.hidden %s_%d\\n\"\n"
        "        \"%s_%d:\\n.incbin \\\"%s\\\"\\n.byte 0\\n.popsection\\n\");\n"
        "extern const unsigned char %s_%d[];\n\n",
        symbol, number, symbol, number, symbol, number, path, symbol, number);
    *ret_number = number;
    *ret_len = bytes.len;
    return true;
}

/* ---- plain files ------------------------------------------------------------------------------
 */

static bool add_plain(struct embed *embed, const char *file)
{
    int number = 0;
    size_t len = 0;
    if (!add_bytes(embed, file, &number, &len)) {
        return false;
    }
    const char *slash = strrchr(file, '/');
    strbuf_format(&embed->table, "    {\"%s\", %s_%d, %zu},\n", slash == NULL ? file : slash + 1,
                  embed->symbol, number, len);
    return true;
}

static bool embed_files(struct embed *embed, char **files, int count)
{
    strbuf_format(&embed->table,
                  "extern const struct embedded %s[];\nconst struct embedded %s[] = {\n",
                  embed->symbol, embed->symbol);
    for (int i = 0; i < count; i++) {
        if (!add_plain(embed, files[i])) {
            return false;
        }
    }
    strbuf_literal(&embed->table, "    {NULL, NULL, 0},\n};\n");
    return true;
}

/* ---- front end --------------------------------------------------------------------------------
 */

static bool is_plain_text(const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        const bool letter = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z');
        if (!letter && !(*c >= '0' && *c <= '9') && strchr("._-/;=+ ", *c) == NULL) {
            return false;
        }
    }
    return *text != '\0';
}

/* The compressed twin, or NULL and 0 where there is none. */
static bool add_twin(struct embed *embed, struct str path, const char *ending)
{
    const char *file = str_format(embed->mem, "%.*s%s", STR_ARG(path), ending).ptr;
    FILE *stream = fopen(file, "rb");
    if (stream == NULL) {
        strbuf_literal(&embed->table, ", NULL, 0");
        return true;
    }
    fclose(stream);
    int number = 0;
    size_t len = 0;
    if (!add_bytes(embed, file, &number, &len)) {
        return false;
    }
    strbuf_format(&embed->table, ", %s_%d, %zu", embed->symbol, number, len);
    return true;
}

static bool add_asset(struct embed *embed, struct str folder, const cJSON *item)
{
    const char *name = item->string;
    const char *file = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(item, "file"));
    const char *type = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(item, "type"));
    if (file == NULL || type == NULL || !is_plain_text(name) || !is_plain_text(file) ||
        !is_plain_text(type)) {
        return complain(name, "write {\"file\": \"…\", \"type\": \"…\"} in the manifest");
    }
    const struct str path = str_format(embed->mem, "%.*s%s", STR_ARG(folder), file);
    int number = 0;
    size_t len = 0;
    if (!add_bytes(embed, path.ptr, &number, &len)) {
        return false;
    }
    strbuf_format(&embed->table, "    {\"%s\", \"/a/%s\", \"%s\", %s_%d, %zu", name, file, type,
                  embed->symbol, number, len);
    if (!add_twin(embed, path, ".gz") || !add_twin(embed, path, ".br")) {
        return false;
    }
    strbuf_literal(&embed->table, "},\n");
    return true;
}

static bool add_assets(struct embed *embed, const char *manifest, const cJSON *json)
{
    const char *slash = strrchr(manifest, '/');
    const struct str folder =
        slash == NULL ? STR("") : (struct str){manifest, (size_t)(slash - manifest) + 1};
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, json)
    {
        if (!add_asset(embed, folder, item)) {
            return false;
        }
    }
    return true;
}

static bool read_manifest(struct embed *embed, const char *manifest)
{
    FILE *stream = fopen(manifest, "rb");
    if (stream == NULL) {
        fprintf(stderr,
                "embed: %s: the front end is not built; pages will have no style. "
                "Run ui/build.sh\n",
                manifest);
        return true;
    }
    fclose(stream);
    struct str text;
    if (!read_file(embed->mem, manifest, &text)) {
        return false;
    }
    cJSON *json = cJSON_ParseWithLength(text.ptr, text.len);
    const bool ok = cJSON_IsObject(json) ? add_assets(embed, manifest, json)
                                         : complain(manifest, "is no JSON object");
    cJSON_Delete(json);
    return ok;
}

static bool embed_assets(struct embed *embed, const char *manifest)
{
    embed->symbol = "assets";
    strbuf_literal(&embed->table, "const struct asset assets[] = {\n");
    if (!read_manifest(embed, manifest)) {
        return false;
    }
    strbuf_literal(&embed->table, "    {NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, 0},\n};\n");
    return true;
}

/* ---- command ----------------------------------------------------------------------------------
 */

static bool write_code(struct embed *embed, const char *file, const char *header)
{
    struct strbuf out;
    strbuf_init(&out, OUTPUT_MAX);
    strbuf_format(&out,
                  "/* Generated by tools/embed; do not edit. */\n#include <stddef.h>\n\n"
                  "#include \"%s\"\n\n",
                  header);
    strbuf_str(&out, strbuf_view(&embed->code));
    strbuf_str(&out, strbuf_view(&embed->table));
    const bool ok = out.overflow || embed->code.overflow || embed->table.overflow
                        ? complain(file, "too many files")
                        : write_if_changed(embed->mem, file, strbuf_view(&out));
    strbuf_finish(&out);
    return ok;
}

static bool run(struct embed *embed, int argc, char **argv)
{
    const char *out = argv[2];
    if (strcmp(argv[3], "--assets") == 0) {
        return embed_assets(embed, argv[4]) && write_code(embed, out, "http/assets.h");
    }
    embed->symbol = argv[4];
    return embed_files(embed, argv + 5, argc - 5) && write_code(embed, out, "base/embedded.h");
}

int main(int argc, char **argv)
{
    if (argc < 5 || strcmp(argv[1], "--out-c") != 0 ||
        (strcmp(argv[3], "--symbol") != 0 && (strcmp(argv[3], "--assets") != 0 || argc != 5))) {
        fputs("embed --out-c FILE.c --symbol NAME FILE...\n"
              "embed --out-c FILE.c --assets MANIFEST.json\n",
              stderr);
        return 2;
    }
    struct embed embed = {.mem = arena_create(MEMORY_MAX)};
    strbuf_init(&embed.code, OUTPUT_MAX);
    strbuf_init(&embed.table, OUTPUT_MAX);
    const bool ok = run(&embed, argc, argv);
    strbuf_finish(&embed.code);
    strbuf_finish(&embed.table);
    arena_destroy(embed.mem);
    return ok ? 0 : 1;
}
