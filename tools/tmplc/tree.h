/* SPDX-License-Identifier: EUPL-1.2 */
/* A template as a tree: what parse.c makes, context.c checks and completes, and emit.c prints. */
#ifndef TMPLC_TREE_H
#define TMPLC_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

/* Deepest nesting of {{ if }} and {{ for }}, and of elements in one template. */
#define NESTING_MAX  24
#define ELEMENTS_MAX 64

struct source {
    struct str file; /* as given on the command line; stands in messages and #line */
    struct str text;
};

/* State of one compilation. The first error stops it; later ones are not recorded. */
struct compiler {
    struct arena *mem;
    bool failed;
    struct str error; /* "file:line:col: what is wrong and what to write instead" */
};

/* v.a.b, the loop name x, or x# */
struct path {
    size_t at;
    struct str root;
    struct str rest; /* ".a.b" or empty */
    bool number;     /* x# */
};

/* How a value becomes text. */
enum format {
    FORMAT_PLAIN,
    FORMAT_MONEY,
    FORMAT_GRAMS,
    FORMAT_NUMBER,
    FORMAT_DAY,
    FORMAT_ISO_DAY,
    FORMAT_TIME,
    FORMAT_COUNT
};

/* name=expr of {{ t }}; a value of {{ url }} has no name. */
struct argument {
    struct str name;
    enum format format;
    struct path path;
};

struct arguments {
    struct argument *ptr;
    size_t count;
    size_t capacity;
};

enum test {
    TEST_TRUE,
    TEST_NOT,
    TEST_EQUAL,
    TEST_DIFFERENT,
    TEST_ELSE /* the last branch */
};

enum node_kind {
    NODE_LITERAL,
    NODE_VALUE,
    NODE_TRANSLATED,
    NODE_PLURAL,
    NODE_URL,       /* a pattern */
    NODE_URL_VALUE, /* a struct url */
    NODE_ASSET,
    NODE_ICON,
    NODE_ICON_VALUE,
    NODE_JSONLD,
    NODE_INCLUDE,
    NODE_BODY,
    NODE_IF,
    NODE_FOR,
    NODE_FORM_TOKEN
};

/* Where a value stands, decided by context.c; says how it is escaped. */
enum place {
    PLACE_TEXT,
    PLACE_ATTRIBUTE
};

struct nodes {
    struct node *ptr;
    size_t count;
    size_t capacity;
};

struct branch {
    size_t at;
    enum test test;
    struct path path;
    struct str operand; /* right side of == and != */
    struct nodes body;
};

struct branches {
    struct branch *ptr;
    size_t count;
    size_t capacity;
};

struct node {
    enum node_kind kind;
    enum place place;
    bool own;        /* url: written only when it is on our own site */
    size_t at;       /* byte in the source */
    struct str text; /* literal; string of t, tn, url, asset, icon; name of include; loop name */
    struct str many; /* tn: the plural */
    enum format format;
    struct path path;
    struct arguments arguments;
    struct branches branches; /* if; a for has its {{ else }} here */
    struct nodes body;        /* for */
};

struct template
{
    const struct source *source;
    size_t at;
    struct str name;
    struct str type;      /* struct TYPE */
    struct str parameter; /* v */
    bool is_layout;
    struct str layout; /* empty: none */
    struct path layout_path;
    struct nodes body;
};

struct templates {
    struct template *ptr;
    size_t count;
    size_t capacity;
};

struct strs {
    struct str *ptr;
    size_t count;
    size_t capacity;
};

struct set {
    struct str name;
    struct strs files;
    struct strs headers;
    struct templates templates;
};

/* Records the error at byte `at` of `source` and returns false. */
bool tmplc_fail(struct compiler *compiler, const struct source *source, size_t at,
                const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Line from 1 of byte `at`. */
size_t tmplc_line(const struct source *source, size_t at);

#endif
