/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a visitor may be sent back to after signing in. */
#include "accounts/accounts_sign_in.h"

#include "base/banned.h"

bool accounts_sign_in_local_path(struct str path)
{
    if (path.len == 0 || path.len > 1000 || path.ptr[0] != '/' ||
        (path.len > 1 && path.ptr[1] == '/')) {
        return false;
    }
    for (size_t i = 0; i < path.len; i++) {
        if (path.ptr[i] <= ' ' || path.ptr[i] > '~' || path.ptr[i] == '\\') {
            return false;
        }
    }
    return true;
}
