/* SPDX-License-Identifier: EUPL-1.2 */
/* What people can be here: the one table of roles, for route tables and grants.
 *
 * It stands below accounts, so that centre can say who may open its pages while accounts uses
 * centre.
 */
#ifndef OMBRUK_ROLES_ROLES_H
#define OMBRUK_ROLES_ROLES_H

#include <stdint.h>

#include "base/i18n_mark.h"

/* Roles: number in the database, name in the program, what people call it. The number is also the
 * bit in ctx->actor.roles and in route.who. */
#define ROLE_TABLE(X)                                                                              \
    X(0, STATION_WORKER, "station-worker", N_("Station worker"))                                   \
    X(1, TENANT_OWNER, "tenant-owner", N_("Shop owner"))                                           \
    X(2, TENANT_STAFF, "tenant-staff", N_("Shop staff"))                                           \
    X(3, MANAGER, "manager", N_("Centre manager"))                                                 \
    X(4, COMMUNICATIONS, "communications", N_("Communications officer"))                           \
    X(5, EVALUATOR, "evaluator", N_("Evaluator"))                                                  \
    X(6, ECONOMIST, "economist", N_("Economist"))                                                  \
    X(7, AUDITOR, "auditor", N_("Auditor"))                                                        \
    X(8, OPERATOR, "operator", N_("Operator"))                                                     \
    X(9, APPLICANT, "applicant", N_("Applicant"))                                                  \
    /* Not granted: held by everybody who is signed in. */                                         \
    X(10, SIGNED_IN, "signed-in", N_("Signed in"))                                                 \
    /* Not granted: an enrolled station device, before a person has given the PIN. */              \
    X(11, DEVICE, "device", N_("Station device"))

#define ROLE_ENUM(number, name, key, label) ROLE_##name = (number),
enum role {
    ROLE_TABLE(ROLE_ENUM) ROLE_COUNT
};
#undef ROLE_ENUM

#define ROLE_BIT(number, name, key, label) WHO_##name = UINT64_C(1) << (number),
enum who {
    ROLE_TABLE(ROLE_BIT)
};
#undef ROLE_BIT

#define WHO_TENANT (WHO_TENANT_OWNER | WHO_TENANT_STAFF)
/* Looks into everything of the centre that is not sealed. */
#define WHO_OFFICE (WHO_MANAGER | WHO_AUDITOR)

#endif
