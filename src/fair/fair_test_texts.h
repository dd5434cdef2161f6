/* SPDX-License-Identifier: EUPL-1.2 */
/* A small right input for tests, in which one thing at a time can be spoilt. */
#ifndef OMBRUK_FAIR_FAIR_TEST_TEXTS_H
#define OMBRUK_FAIR_FAIR_TEST_TEXTS_H

#include "fair/fair.h"

#define TEST_RANDOMNESS "0000000000000000000000000000000000000000000000000000000000000001"

#define TEST_SETTINGS                                                                              \
    "chain=quicknet\nround=17\nsignature=\nrandomness=" TEST_RANDOMNESS                            \
    "\nstartup_share_ppm=0\ndecay_num=1\ndecay_den=2\nfloor_mp=\nnewcomer_credit_mp=0\n"

static inline void test_texts(struct str in[FAIR_IN_COUNT])
{
    in[FAIR_TENANTS] = STR("tenant,weight,balance_mp,cap_lots,startup,active\n"
                           "a,1,0,,0,1\n"
                           "b,2,,3,1,1\n");
    in[FAIR_LOTS] = STR("lot,points_mp,class,requires,window\n"
                        "x,1000,m\xc3\xb8"
                        "bler,,\n"
                        "y,500,a b,el,man 10-12\n");
    in[FAIR_WISHES] = STR("tenant,lot,stars\n"
                          "a,x,1\n"
                          "b,x,3\n"
                          "b,y,2\n");
    in[FAIR_ELIGIBILITY] = STR("tenant,requires\nb,el\n");
    in[FAIR_CAPS] = STR("tenant,class,cap_lots\na,a b,1\n");
    in[FAIR_SETTINGS] = STR(TEST_SETTINGS);
}

#endif
