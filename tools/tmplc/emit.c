/* SPDX-License-Identifier: EUPL-1.2 */
/* Generated C. Nothing here decides about escaping: each node carries its place. */
#include "emit.h"

#include "base/banned.h"

#define LITERAL_MAX 4000

struct emitter {
    struct strbuf *out;
    const struct template *template;
};

static void emit_nodes(struct emitter *emitter, const struct nodes *nodes);

#define emit(emitter, ...) strbuf_format((emitter)->out, __VA_ARGS__)

/* ---- strings ----------------------------------------------------------------------------------
 */

static void emit_byte(struct strbuf *out, unsigned char c)
{
    switch (c) {
    case '"':
        strbuf_literal(out, "\\\"");
        break;
    case '\\':
        strbuf_literal(out, "\\\\");
        break;
    case '\n':
        strbuf_literal(out, "\\n");
        break;
    default:
        if (c < 0x20 || c == 0x7f) {
            strbuf_format(out, "\\%03o", c);
        } else {
            strbuf_byte(out, (char)c);
        }
    }
}

void emit_string(struct strbuf *out, struct str text)
{
    strbuf_byte(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        emit_byte(out, (unsigned char)text.ptr[i]);
        if (text.ptr[i] == '\n' && i + 1 < text.len) {
            strbuf_literal(out, "\"\n        \"");
        }
    }
    strbuf_byte(out, '"');
}

/* ---- expressions ------------------------------------------------------------------------------
 */

static void emit_path(struct emitter *emitter, const struct path *path)
{
    if (path->number) {
        emit(emitter, "(%.*s_at + 1)", STR_ARG(path->root));
    } else if (path->rest.len == 0) {
        emit(emitter, "(*%.*s)", STR_ARG(path->root));
    } else {
        emit(emitter, "%.*s->%.*s", STR_ARG(path->root),
             STR_ARG(str_slice(path->rest, 1, SIZE_MAX)));
    }
}

/* The address of what the path names. */
static void emit_pointer(struct emitter *emitter, const struct path *path)
{
    if (path->rest.len == 0) {
        emit(emitter, "%.*s", STR_ARG(path->root));
    } else {
        strbuf_byte(emitter->out, '&');
        emit_path(emitter, path);
    }
}

static const char *format_function(enum format format)
{
    static const char *const functions[FORMAT_COUNT] = {
        [FORMAT_MONEY] = "i18n_money(out->ctx, ",     [FORMAT_GRAMS] = "i18n_grams(out->ctx, ",
        [FORMAT_NUMBER] = "i18n_number(out->ctx, ",   [FORMAT_DAY] = "i18n_day(out->ctx, ",
        [FORMAT_ISO_DAY] = "day_iso(out->ctx->mem, ", [FORMAT_TIME] = "i18n_time(out->ctx, ",
    };
    return functions[format];
}

static void emit_formatted(struct emitter *emitter, enum format format, const struct path *path)
{
    strbuf_cstr(emitter->out, format_function(format));
    if (format == FORMAT_TIME) {
        strbuf_cstr(emitter->out, "(int)");
    } else {
        strbuf_cstr(emitter->out, "(int64_t)");
    }
    emit_path(emitter, path);
    strbuf_byte(emitter->out, ')');
}

static void emit_arguments(struct emitter *emitter, const struct arguments *arguments)
{
    if (arguments->count == 0) {
        emit(emitter, "NULL, 0");
        return;
    }
    emit(emitter, "(const struct i18n_arg[]){");
    for (size_t i = 0; i < arguments->count; i++) {
        const struct argument *argument = &arguments->ptr[i];
        emit(emitter, "%s{\"%.*s\", ", i > 0 ? ", " : "", STR_ARG(argument->name));
        if (argument->format == FORMAT_PLAIN) {
            emit(emitter, "HTML_ARGUMENT(out->ctx, ");
            emit_path(emitter, &argument->path);
            strbuf_byte(emitter->out, ')');
        } else {
            emit_formatted(emitter, argument->format, &argument->path);
        }
        strbuf_byte(emitter->out, '}');
    }
    emit(emitter, "}, %zu", arguments->count);
}

/* ---- statements -------------------------------------------------------------------------------
 */

static void emit_line(struct emitter *emitter, size_t at)
{
    emit(emitter, "#line %zu \"%.*s\"\n", tmplc_line(emitter->template->source, at),
         STR_ARG(emitter->template->source->file));
}

static void emit_literal(struct emitter *emitter, struct str text)
{
    for (size_t at = 0; at < text.len; at += LITERAL_MAX) {
        const struct str part = str_slice(text, at, at + LITERAL_MAX);
        emit(emitter, "    html_raw(out, ");
        emit_string(emitter->out, part);
        emit(emitter, ", %zu);\n", part.len);
    }
}

static void emit_value(struct emitter *emitter, const struct node *node)
{
    const bool text = node->place == PLACE_TEXT;
    if (node->format == FORMAT_PLAIN) {
        emit(emitter, "    %s(out, ", text ? "HTML_TEXT" : "HTML_ATTR");
        emit_path(emitter, &node->path);
    } else {
        emit(emitter, "    %s(out, ", text ? "html_text_str" : "html_attr_str");
        emit_formatted(emitter, node->format, &node->path);
    }
    emit(emitter, ");\n");
}

static const char *place_name(enum place place)
{
    return place == PLACE_TEXT ? "HTML_IN_TEXT" : "HTML_IN_ATTRIBUTE";
}

static void emit_translated(struct emitter *emitter, const struct node *node)
{
    emit(emitter, "    html_t(out, %s, ", place_name(node->place));
    emit_string(emitter->out, node->text);
    emit(emitter, ", ");
    emit_arguments(emitter, &node->arguments);
    emit(emitter, ");\n");
}

static void emit_plural(struct emitter *emitter, const struct node *node)
{
    emit(emitter, "    html_tn(out, %s, ", place_name(node->place));
    emit_string(emitter->out, node->text);
    emit(emitter, ", ");
    emit_string(emitter->out, node->many);
    emit(emitter, ", (int64_t)");
    emit_path(emitter, &node->path);
    emit(emitter, ", ");
    emit_arguments(emitter, &node->arguments);
    emit(emitter, ");\n");
}

static const char *url_function(const struct node *node)
{
    return node->own ? "html_url_own" : "html_url";
}

static void emit_url(struct emitter *emitter, const struct node *node)
{
    emit(emitter, "    %s(out, url_build(out->ctx, ", url_function(node));
    emit_string(emitter->out, node->text);
    if (node->arguments.count == 0) {
        emit(emitter, ", NULL, 0));\n");
        return;
    }
    emit(emitter, ", (const struct str[]){");
    for (size_t i = 0; i < node->arguments.count; i++) {
        emit(emitter, "%sURL_VALUE(out->ctx, ", i > 0 ? ", " : "");
        emit_path(emitter, &node->arguments.ptr[i].path);
        strbuf_byte(emitter->out, ')');
    }
    emit(emitter, "}, %zu));\n", node->arguments.count);
}

/* FUNCTION(out, path) */
static void emit_call(struct emitter *emitter, const char *function, const struct path *path)
{
    emit(emitter, "    %s(out, ", function);
    emit_path(emitter, path);
    emit(emitter, ");\n");
}

/* FUNCTION(out, "text") */
static void emit_call_text(struct emitter *emitter, const char *function, struct str text)
{
    emit(emitter, "    %s(out, ", function);
    emit_string(emitter->out, text);
    emit(emitter, ");\n");
}

static void emit_include(struct emitter *emitter, const struct node *node)
{
    emit(emitter, "    %.*s_html(out, ", STR_ARG(node->text));
    emit_pointer(emitter, &node->path);
    emit(emitter, ");\n");
}

static void emit_condition(struct emitter *emitter, const struct branch *branch)
{
    const bool compares = branch->test == TEST_EQUAL || branch->test == TEST_DIFFERENT;
    emit(emitter, "if (%s", branch->test == TEST_NOT ? "!" : "");
    if (!compares) {
        emit(emitter, "HTML_TRUE(");
    }
    emit_path(emitter, &branch->path);
    if (compares) {
        emit(emitter, " %s %.*s) {\n",
             branch->test == TEST_EQUAL ? "==" : "!=", STR_ARG(branch->operand));
    } else {
        emit(emitter, ")) {\n");
    }
}

static void emit_if(struct emitter *emitter, const struct node *node)
{
    for (size_t i = 0; i < node->branches.count; i++) {
        const struct branch *branch = &node->branches.ptr[i];
        if (branch->test == TEST_ELSE && branch->body.count == 0) {
            continue;
        }
        if (i > 0) {
            emit_line(emitter, branch->at);
            emit(emitter, "    else ");
        } else {
            emit(emitter, "    ");
        }
        if (branch->test == TEST_ELSE) {
            emit(emitter, "{\n");
        } else {
            emit_condition(emitter, branch);
        }
        emit_nodes(emitter, &branch->body);
        emit(emitter, "    }\n");
    }
}

static void emit_for(struct emitter *emitter, const struct node *node)
{
    const struct str name = node->text;
    emit(emitter, "    for (size_t %.*s_at = 0; %.*s_at < ", STR_ARG(name), STR_ARG(name));
    emit_path(emitter, &node->path);
    emit(emitter, ".count; %.*s_at++) {\n        const __typeof__(*", STR_ARG(name));
    emit_path(emitter, &node->path);
    emit(emitter, ".ptr) *const %.*s = &", STR_ARG(name));
    emit_path(emitter, &node->path);
    emit(emitter, ".ptr[%.*s_at];\n    (void)%.*s;\n", STR_ARG(name), STR_ARG(name));
    emit_nodes(emitter, &node->body);
    emit(emitter, "    }\n");
    if (node->branches.count > 0) {
        emit_line(emitter, node->branches.ptr[0].at);
        emit(emitter, "    if (");
        emit_path(emitter, &node->path);
        emit(emitter, ".count == 0) {\n");
        emit_nodes(emitter, &node->branches.ptr[0].body);
        emit(emitter, "    }\n");
    }
}

static void emit_body(struct emitter *emitter)
{
    emit(emitter, emitter->template->layout.len > 0 ? "    frame->body(out, frame->body_arg);\n"
                                                    : "    body(out, body_arg);\n");
}

static void emit_node(struct emitter *emitter, const struct node *node)
{
    if (node->kind == NODE_LITERAL) {
        emit_literal(emitter, node->text);
        return;
    }
    emit_line(emitter, node->at);
    switch (node->kind) {
    case NODE_LITERAL:
        break;
    case NODE_VALUE:
        emit_value(emitter, node);
        break;
    case NODE_TRANSLATED:
        emit_translated(emitter, node);
        break;
    case NODE_PLURAL:
        emit_plural(emitter, node);
        break;
    case NODE_URL:
        emit_url(emitter, node);
        break;
    case NODE_URL_VALUE:
        emit_call(emitter, url_function(node), &node->path);
        break;
    case NODE_ASSET:
        emit_call_text(emitter, "html_asset", node->text);
        break;
    case NODE_ICON:
        emit(emitter, "    html_icon(out, STR(");
        emit_string(emitter->out, node->text);
        emit(emitter, "));\n");
        break;
    case NODE_ICON_VALUE:
        emit_call(emitter, "html_icon", &node->path);
        break;
    case NODE_JSONLD:
        emit_call(emitter, "html_jsonld", &node->path);
        break;
    case NODE_INCLUDE:
        emit_include(emitter, node);
        break;
    case NODE_BODY:
        emit_body(emitter);
        break;
    case NODE_IF:
        emit_if(emitter, node);
        break;
    case NODE_FOR:
        emit_for(emitter, node);
        break;
    case NODE_FORM_TOKEN:
        emit(emitter, "    html_form_token(out);\n");
        break;
    }
}

static void emit_nodes(struct emitter *emitter, const struct nodes *nodes)
{
    for (size_t i = 0; i < nodes->count; i++) {
        emit_node(emitter, &nodes->ptr[i]);
    }
}

/* ---- functions --------------------------------------------------------------------------------
 */

static void emit_signature(struct strbuf *out, const struct template *template)
{
    strbuf_format(out, "void %.*s_html(struct html_out *out, const struct %.*s *%.*s",
                  STR_ARG(template->name), STR_ARG(template->type), STR_ARG(template->parameter));
    if (template->is_layout) {
        strbuf_literal(out, ", html_body *body, const void *body_arg");
    }
    strbuf_byte(out, ')');
}

static void emit_plain_function(struct emitter *emitter)
{
    const struct template *template = emitter->template;
    emit_line(emitter, template->at);
    emit_signature(emitter->out, template);
    emit(emitter, "\n{\n    (void)out;\n    (void)%.*s;\n%s", STR_ARG(template->parameter),
         template->is_layout ? "    (void)body;\n    (void)body_arg;\n" : "");
    emit_nodes(emitter, &template->body);
    emit(emitter, "}\n\n");
}

/* The part that the layout calls back. A layout inside a layout carries its own body along. */
static void emit_inner_function(struct emitter *emitter)
{
    const struct template *template = emitter->template;
    const struct str name = template->name;
    if (template->is_layout) {
        emit(emitter,
             "struct %.*s_frame {\n    const struct %.*s *view;\n    html_body *body;\n"
             "    const void *body_arg;\n};\n\n",
             STR_ARG(name), STR_ARG(template->type));
    }
    emit_line(emitter, template->at);
    emit(emitter, "static void %.*s_inner(struct html_out *out, const void *body_arg)\n{\n",
         STR_ARG(name));
    if (template->is_layout) {
        emit(emitter, "    const struct %.*s_frame *const frame = body_arg;\n", STR_ARG(name));
    }
    emit(emitter, "    const struct %.*s *const %.*s = %s;\n    (void)out;\n    (void)%.*s;\n",
         STR_ARG(template->type), STR_ARG(template->parameter),
         template->is_layout ? "frame->view" : "body_arg", STR_ARG(template->parameter));
    emit_nodes(emitter, &template->body);
    emit(emitter, "}\n\n");
}

static void emit_layout_function(struct emitter *emitter)
{
    const struct template *template = emitter->template;
    const struct str name = template->name;
    emit_inner_function(emitter);
    emit_line(emitter, template->at);
    emit_signature(emitter->out, template);
    emit(emitter, "\n{\n");
    if (template->is_layout) {
        emit(emitter, "    const struct %.*s_frame frame = {%.*s, body, body_arg};\n",
             STR_ARG(name), STR_ARG(template->parameter));
    }
    emit_line(emitter, template->layout_path.at);
    emit(emitter, "    %.*s_html(out, ", STR_ARG(template->layout));
    emit_pointer(emitter, &template->layout_path);
    if (template->is_layout) {
        emit(emitter, ", %.*s_inner, &frame);\n}\n\n", STR_ARG(name));
    } else {
        emit(emitter, ", %.*s_inner, %.*s);\n}\n\n", STR_ARG(name), STR_ARG(template->parameter));
    }
}

/* ---- tables of what is used -------------------------------------------------------------------
 */

static void emit_uses(struct emitter *emitter, const struct nodes *nodes, enum node_kind kind)
{
    for (size_t i = 0; i < nodes->count; i++) {
        const struct node *node = &nodes->ptr[i];
        if (node->kind == kind) {
            emit(emitter, "    {");
            emit_string(emitter->out, node->text);
            emit(emitter, ", \"%.*s\", %zu},\n", STR_ARG(emitter->template->source->file),
                 tmplc_line(emitter->template->source, node->at));
        }
        for (size_t j = 0; j < node->branches.count; j++) {
            emit_uses(emitter, &node->branches.ptr[j].body, kind);
        }
        emit_uses(emitter, &node->body, kind);
    }
}

static const struct {
    const char *name;
    const char *type;
    enum node_kind kind;
} tables[] = {
    {"url", "tmplc_url_use", NODE_URL},
    {"asset", "tmplc_name_use", NODE_ASSET},
    {"icon", "tmplc_name_use", NODE_ICON},
};
#define TABLE_COUNT (sizeof(tables) / sizeof(tables[0]))

static void emit_table(struct strbuf *out, const struct set *set, size_t table)
{
    strbuf_format(out, "const struct %s %.*s_%s_uses[] = {\n", tables[table].type,
                  STR_ARG(set->name), tables[table].name);
    for (size_t i = 0; i < set->templates.count; i++) {
        struct emitter emitter = {.out = out, .template = &set->templates.ptr[i]};
        emit_uses(&emitter, &emitter.template->body, tables[table].kind);
    }
    strbuf_literal(out, "    {NULL, NULL, 0},\n};\n");
}

/* ---- files ------------------------------------------------------------------------------------
 */

static void emit_origin(struct strbuf *out, const struct set *set)
{
    strbuf_literal(out, "/* Generated by tmplc; do not edit. From:\n");
    for (size_t i = 0; i < set->files.count; i++) {
        strbuf_format(out, " *   %.*s\n", STR_ARG(set->files.ptr[i]));
    }
    strbuf_literal(out, " */\n");
}

void emit_header(struct strbuf *out, const struct set *set)
{
    emit_origin(out, set);
    strbuf_format(out, "#ifndef TMPLC_%.*s_HTML_H\n#define TMPLC_%.*s_HTML_H\n\n",
                  STR_ARG(set->name), STR_ARG(set->name));
    strbuf_literal(out, "#include \"html/html.h\"\n");
    for (size_t i = 0; i < set->headers.count; i++) {
        strbuf_format(out, "#include \"%.*s\"\n", STR_ARG(set->headers.ptr[i]));
    }
    strbuf_byte(out, '\n');
    for (size_t i = 0; i < set->templates.count; i++) {
        emit_signature(out, &set->templates.ptr[i]);
        strbuf_literal(out, ";\n");
    }
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        strbuf_format(out, "extern const struct %s %.*s_%s_uses[];\n", tables[i].type,
                      STR_ARG(set->name), tables[i].name);
    }
    strbuf_literal(out, "\n#endif\n");
}

void emit_code(struct strbuf *out, const struct set *set)
{
    emit_origin(out, set);
    strbuf_format(out, "#include \"%.*s_html.h\"\n\n", STR_ARG(set->name));
    strbuf_literal(out, "#include \"base/day.h\"\n#include \"i18n/i18n.h\"\n");
    if (!str_equal(set->name, STR("components"))) {
        strbuf_literal(out, "#if __has_include(\"components_html.h\")\n"
                            "#include \"components_html.h\"\n#endif\n");
    }
    strbuf_byte(out, '\n');
    for (size_t i = 0; i < set->templates.count; i++) {
        struct emitter emitter = {.out = out, .template = &set->templates.ptr[i]};
        if (emitter.template->layout.len > 0) {
            emit_layout_function(&emitter);
        } else {
            emit_plain_function(&emitter);
        }
    }
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        emit_table(out, set, i);
    }
}
