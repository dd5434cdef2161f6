/* SPDX-License-Identifier: EUPL-1.2 */
/* The check digit of Norwegian organisation numbers. */
#include "tenants/tenants.h"

#include "base/banned.h"

#define DIGITS 9

bool tenants_organisation_number_valid(struct str number)
{
    static const int weights[DIGITS - 1] = {3, 2, 7, 6, 5, 4, 3, 2};
    if (number.len != DIGITS) {
        return false;
    }
    int sum = 0;
    for (size_t i = 0; i < DIGITS; i++) {
        if (number.ptr[i] < '0' || number.ptr[i] > '9') {
            return false;
        }
        sum += i < DIGITS - 1 ? weights[i] * (number.ptr[i] - '0') : 0;
    }
    const int check = sum % 11 == 0 ? 0 : 11 - sum % 11;
    return check != 10 && number.ptr[DIGITS - 1] - '0' == check;
}
