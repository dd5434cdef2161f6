/* SPDX-License-Identifier: EUPL-1.2 */
/* Context of every statement in a template. */
#include "context.h"

#include <limits.h>

#include "scan_tag.h"

#include "base/banned.h"

static bool walk_nodes(struct scan *scan, const struct nodes *nodes);

static bool node_fail(struct scan *scan, const struct node *node, const char *message)
{
    return tmplc_fail(scan->compiler, scan->source, node->at, "%s", message);
}

/* ---- what may stand where ---------------------------------------------------------------------
 */

static bool is_text(const struct node *node)
{
    return node->kind == NODE_VALUE || node->kind == NODE_TRANSLATED || node->kind == NODE_PLURAL;
}

static bool is_address(const struct node *node)
{
    return node->kind == NODE_URL || node->kind == NODE_URL_VALUE || node->kind == NODE_ASSET;
}

static bool place_in_text(struct scan *scan, struct node *node)
{
    if (is_address(node)) {
        return node_fail(scan, node,
                         "an address stands in an attribute, such as href=\"{{ url … }}\"");
    }
    if (node->kind == NODE_JSONLD) {
        return node_fail(scan, node,
                         "{{ jsonld }} stands only directly inside "
                         "<script type=\"application/ld+json\">");
    }
    node->place = PLACE_TEXT;
    return true;
}

static bool place_in_text_only(struct scan *scan, struct node *node)
{
    node->place = PLACE_ATTRIBUTE;
    return is_text(node) ||
           node_fail(scan, node, "only text may stand in <title> and <textarea>, no markup");
}

static bool place_in_script(struct scan *scan, struct node *node)
{
    return (node->kind == NODE_JSONLD && scan->tag.is_jsonld) ||
           node_fail(scan, node,
                     "nothing may be written into a script; give data in data-… "
                     "attributes or as {{ jsonld }}");
}

static bool place_in_address(struct scan *scan, struct node *node)
{
    if (is_address(node) && scan->address == ADDRESS_START) {
        scan->address = ADDRESS_DONE;
        node->own = names_is_own_address(scan->tag.name, scan->attribute);
        return true;
    }
    if (is_text(node) && (scan->address == ADDRESS_FRAGMENT ||
                          (scan->attribute_kind == ATTRIBUTE_ADDRESSES &&
                           scan->address == ADDRESS_DONE && node->kind == NODE_VALUE))) {
        node->place = PLACE_ATTRIBUTE;
        return true;
    }
    return node_fail(scan, node,
                     "in an address only {{ url \"/…\" }}, {{ url v.struct_url }} or "
                     "{{ asset \"…\" }}, at its beginning and once");
}

static bool place_in_value(struct scan *scan, struct node *node)
{
    if (scan->attribute_kind == ATTRIBUTE_ADDRESS || scan->attribute_kind == ATTRIBUTE_ADDRESSES) {
        return place_in_address(scan, node);
    }
    node->place = PLACE_ATTRIBUTE;
    return is_text(node) || is_address(node) ||
           node_fail(scan, node, "only text and addresses may stand in an attribute, no markup");
}

static bool place_node(struct scan *scan, struct node *node)
{
    switch (scan->state) {
    case SCAN_TEXT:
        return place_in_text(scan, node);
    case SCAN_TEXT_ONLY:
        return place_in_text_only(scan, node);
    case SCAN_SCRIPT:
        return place_in_script(scan, node);
    case SCAN_VALUE:
        return place_in_value(scan, node);
    case SCAN_TAG:
        break;
    }
    return node_fail(scan, node,
                     "{{ }} cannot be a tag name, an attribute name or an unquoted value; "
                     "write name=\"{{ … }}\"");
}

/* ---- branches ---------------------------------------------------------------------------------
 */

static bool same_context(const struct scan *a, const struct scan *b)
{
    if (a->state != b->state || a->depth != b->depth) {
        return false;
    }
    if (a->state == SCAN_TAG || a->state == SCAN_VALUE) {
        if (a->tag.at != b->tag.at) {
            return false;
        }
    }
    return a->state != SCAN_VALUE || (a->attribute.ptr == b->attribute.ptr && a->quote == b->quote);
}

static bool check_end(struct scan *scan, const struct scan *start, size_t at)
{
    if (same_context(start, scan)) {
        return true;
    }
    if (scan->state == SCAN_TEXT && scan->depth > start->depth) {
        const struct element *open = &scan->elements[scan->depth - 1];
        return tmplc_fail(scan->compiler, scan->source, open->at,
                          "<%.*s> is not closed in its branch; close it before {{ end }}",
                          STR_ARG(open->name));
    }
    return tmplc_fail(scan->compiler, scan->source, at,
                      "this branch ends in another place of the HTML than it begins; let it hold "
                      "whole elements, whole attributes or text");
}

/* Walks one branch into new nodes. `*scan` is left as the branch ends, but for where it writes. */
static bool walk_branch(struct scan *scan, size_t at, struct nodes *body)
{
    const struct scan start = *scan;
    struct nodes completed = {0};
    scan->nodes = &completed;
    scan->floor = scan->depth;
    scan->block_depth++;
    if (!walk_nodes(scan, body)) {
        return false;
    }
    scan_flush(scan);
    *body = completed;
    scan->nodes = start.nodes;
    scan->floor = start.floor;
    scan->block_depth = start.block_depth;
    return check_end(scan, &start, at);
}

/* After one more branch: what is true only in some branches is not true. */
static bool merge(struct scan *merged, const struct scan *branch, size_t at)
{
    if (merged->state == SCAN_VALUE && merged->address != branch->address) {
        return tmplc_fail(merged->compiler, merged->source, at,
                          "one branch writes the address and another does not; put the whole "
                          "attribute into the branch");
    }
    merged->spaced = merged->spaced && branch->spaced;
    merged->tag.has_alt = merged->tag.has_alt && branch->tag.has_alt;
    merged->tag.has_src = merged->tag.has_src && branch->tag.has_src;
    for (size_t i = 0; i < branch->tag.attribute_count; i++) {
        scan_tag_note(&merged->tag, branch->tag.attributes[i]);
    }
    merged->tag.is_jsonld = merged->tag.is_jsonld && branch->tag.is_jsonld;
    return true;
}

static bool walk_if(struct scan *scan, struct node *node)
{
    const struct scan start = *scan;
    struct scan merged = *scan;
    const struct branches *branches = &node->branches;
    for (size_t i = 0; i < branches->count; i++) {
        *scan = start;
        if (!walk_branch(scan, branches->ptr[i].at, &branches->ptr[i].body)) {
            return false;
        }
        if (i == 0) {
            merged = *scan;
        } else if (!merge(&merged, scan, branches->ptr[i].at)) {
            return false;
        }
    }
    if (branches->ptr[branches->count - 1].test != TEST_ELSE && !merge(&merged, &start, node->at)) {
        return false;
    }
    *scan = merged;
    return true;
}

static bool ends_in_space(const struct nodes *nodes)
{
    if (nodes->count == 0) {
        return false;
    }
    const struct node *last = &nodes->ptr[nodes->count - 1];
    return last->kind == NODE_LITERAL &&
           strchr(" \n\t\r", last->text.ptr[last->text.len - 1]) != NULL;
}

static bool walk_for(struct scan *scan, struct node *node)
{
    const struct scan start = *scan;
    if (scan->state == SCAN_TAG) {
        return node_fail(scan, node, "a {{ for }} cannot write attributes; use {{ if }}");
    }
    scan->spaced = start.spaced && ends_in_space(&node->body);
    if (!walk_branch(scan, node->at, &node->body)) {
        return false;
    }
    struct scan merged = *scan;
    *scan = start;
    if (node->branches.count > 0 &&
        !walk_branch(scan, node->branches.ptr[0].at, &node->branches.ptr[0].body)) {
        return false;
    }
    /* The loop may run any number of times, or the other branch runs. */
    if (!merge(&merged, scan, node->at) || !merge(&merged, &start, node->at)) {
        return false;
    }
    *scan = merged;
    return true;
}

/* ---- nodes ------------------------------------------------------------------------------------
 */

static bool walk_block(struct scan *scan, struct node *node)
{
    if (scan->state == SCAN_SCRIPT) {
        return node_fail(scan, node, "put the whole <script> into the branch");
    }
    scan_flush(scan);
    return node->kind == NODE_IF ? walk_if(scan, node) : walk_for(scan, node);
}

static bool walk_nodes(struct scan *scan, const struct nodes *nodes)
{
    for (size_t i = 0; i < nodes->count; i++) {
        struct node node = nodes->ptr[i];
        if (node.kind == NODE_LITERAL) {
            if (!scan_literal(scan, node.text, node.at)) {
                return false;
            }
            continue;
        }
        const bool block = node.kind == NODE_IF || node.kind == NODE_FOR;
        if (block ? !walk_block(scan, &node) : !place_node(scan, &node)) {
            return false;
        }
        scan_flush(scan);
        vec_push(scan->compiler->mem, scan->nodes, node);
        scan->spaced = block && scan->spaced;
    }
    return true;
}

static bool check_closed(struct scan *scan)
{
    if (scan->depth > 0) {
        const struct element *open = &scan->elements[scan->depth - 1];
        return tmplc_fail(scan->compiler, scan->source, open->at,
                          "<%.*s> is not closed; close it before the template's {{ end }}",
                          STR_ARG(open->name));
    }
    return scan->state == SCAN_TEXT ||
           tmplc_fail(scan->compiler, scan->source, scan->tag.at,
                      "this tag is not ended; write > before the template's {{ end }}");
}

static void trim_end(struct strbuf *out)
{
    while (out->len > 0 && strchr(" \n", out->ptr[out->len - 1]) != NULL) {
        out->ptr[--out->len] = '\0';
    }
}

bool context_check(struct compiler *compiler, struct template *template)
{
    struct strbuf out;
    strbuf_init(&out, INT_MAX);
    struct nodes completed = {0};
    struct scan scan = {.compiler = compiler,
                        .source = template->source,
                        .out = &out,
                        .nodes = &completed,
                        .spaced = true};
    const bool ok = walk_nodes(&scan, &template->body) && check_closed(&scan);
    if (ok) {
        trim_end(&out);
        scan_flush(&scan);
        template->body = completed;
    }
    strbuf_finish(&out);
    return ok;
}
