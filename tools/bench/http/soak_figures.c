/* SPDX-License-Identifier: EUPL-1.2 */
/* How long answers took, and what a process has used. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "soak.h"

#include "base/banned.h"

void soak_note(struct histogram *h, int64_t us)
{
    if (us < (int64_t)FINE_US * FINE_COUNT) {
        h->fine[us / FINE_US]++;
    } else {
        const int64_t at = us / COARSE_US;
        h->coarse[at < COARSE_COUNT ? at : COARSE_COUNT - 1]++;
    }
    h->count++;
    h->max_us = us > h->max_us ? us : h->max_us;
}

/* Upper edge of the bucket that holds the per mille of all answers. */
static double quantile_ms(const struct histogram *h, uint64_t per_mille)
{
    const uint64_t wanted = (h->count * per_mille + 999) / 1000;
    uint64_t seen = 0;
    for (int i = 0; i < FINE_COUNT; i++) {
        seen += h->fine[i];
        if (seen >= wanted) {
            return (i + 1) * FINE_US / 1000.0;
        }
    }
    for (int i = 0; i < COARSE_COUNT; i++) {
        seen += h->coarse[i];
        if (seen >= wanted) {
            return (i + 1) * COARSE_US / 1000.0;
        }
    }
    return (double)h->max_us / 1000.0;
}

/* Processor time of a process in microseconds: fields 14 and 15 of /proc/PID/stat, in ticks. */
int64_t soak_processor_us(int64_t pid)
{
    char path[64];
    char text[1024] = "";
    snprintf(path, sizeof(path), "/proc/%lld/stat", (long long)pid);
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return 0;
    }
    const size_t len = fread(text, 1, sizeof(text) - 1, file);
    fclose(file);
    text[len] = '\0';
    const char *at = strrchr(text, ')');
    for (int field = 2; at != NULL && field < 14; field++) {
        at = strchr(at + 1, ' ');
    }
    if (at == NULL) {
        return 0;
    }
    char *end = NULL;
    const long long user = strtoll(at, &end, 10);
    const long long system = strtoll(end, NULL, 10);
    return (user + system) * (1000000 / sysconf(_SC_CLK_TCK));
}

/* Memory of a process that is no file's, in kB. The database is mapped from its file: those pages
 * are the system's cache and not counted. */
int64_t soak_anonymous_kb(int64_t pid)
{
    char path[64];
    char line[256];
    int64_t kb = 0;
    snprintf(path, sizeof(path), "/proc/%lld/smaps_rollup", (long long)pid);
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
        if (strncmp(line, "Anonymous:", 10) == 0) {
            kb = strtoll(line + 10, NULL, 10);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return kb;
}

void soak_print_kind(const char *name, const struct histogram *h, double seconds)
{
    if (h->count > 0) {
        printf("%-6s %10.0f/s  p50 %8.2f ms  p99 %8.2f ms  max %8.2f ms  answers %llu\n", name,
               (double)h->count / seconds, quantile_ms(h, 500), quantile_ms(h, 990),
               (double)h->max_us / 1000.0, (unsigned long long)h->count);
    }
}
