/* dates_test.c
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "arena.h"
#include "recognize.h"
#include "test.h"

/* clang-format off */

/* The day of publication, or ""; a text; what is found in it: "surface=value:TYPE; …". */
static const struct {
    const char *published, *text, *found;
} rows[] = {
    /* full dates */
    {"2021-08-17", "The call was on August 17, 2021.", "August 17, 2021=2021-08-17:DATE"},
    {"2021-08-17", "The call was on Aug. 17, 2021, in Washington.", "Aug. 17, 2021=2021-08-17:DATE"},
    {"2021-08-17", "The call was on 17 August 2021.", "17 August 2021=2021-08-17:DATE"},
    {"2021-08-17", "The call was on 17 Aug 2021.", "17 Aug 2021=2021-08-17:DATE"},
    {"2021-08-17", "The call was on the 17th of August, 2021.", "the 17th of August, 2021=2021-08-17:DATE"},
    {"2021-08-17", "The call was on August 17th 2021.", "August 17th 2021=2021-08-17:DATE"},
    {"2021-08-17", "The call was on Tuesday, August 17, 2021, at noon.", "Tuesday, August 17, 2021=2021-08-17:DATE; noon=2021-08-17T12:00:TIME"},
    {"2021-08-17", "The call was on Tuesday 17 August 2021.", "Tuesday 17 August 2021=2021-08-17:DATE"},
    {"2021-08-17", "Signed 2021-08-17 in Paris.", "2021-08-17=2021-08-17:DATE"},
    {"2021-08-17", "Logged at 2021-08-17T09:00Z by the station.", "2021-08-17T09:00Z=2021-08-17T09:00:TIME"},
    {"2021-08-17", "Logged at 2021-08-17T09:00:30+02:00 by the station.", "2021-08-17T09:00:30+02:00=2021-08-17T09:00:30:TIME"},
    {"2021-08-17", "Signed 2021/08/17 in Paris.", "2021/08/17=2021-08-17:DATE"},
    {"2021-08-17", "Signed 17/8/2021 in Paris.", "17/8/2021=2021-08-17:DATE"},
    {"2021-08-17", "Signed 8/17/2021 in Paris.", "8/17/2021=2021-08-17:DATE"},
    {"2021-08-17", "Signed 8/17/21 in Paris.", "8/17/21=2021-08-17:DATE"},
    {"2021-08-17", "Signed 3/4/2021 in Paris.", "3/4/2021=2021-03-04:DATE"},
    {"2021-08-17", "Signed 17.8.2021 in Bonn.", "17.8.2021=2021-08-17:DATE"},
    {"2021-08-17", "Signed 17-08-2021 in Paris.", "17-08-2021=2021-08-17:DATE"},
    {"2021-08-17", "Filed under 20210817 by the clerk.", "20210817=2021-08-17:DATE"},
    {"2021-08-17", "The treaty of July 4, 1776, came later.", "July 4, 1776=1776-07-04:DATE"},
    {"2021-08-17", "The battle of 14 October 1806 was lost.", "14 October 1806=1806-10-14:DATE"},
    {"2021-08-17", "January first, two thousand and five was a Saturday.", "January first, two thousand and five=2005-01-01:DATE; Saturday=2021-08-14:DATE"},
    {"1998-03-05", "this coming Sunday, March eighth, the Pope speaks", "this coming Sunday, March eighth=1998-03-08:DATE"},
    {"2021-08-17", "the twenty-first of June 2019", "the twenty-first of June 2019=2019-06-21:DATE"},
    {"2021-08-17", "MOSCOW, DEC . 28 -- THE PREMIER SPOKE LAST WEEK", "DEC . 28=2021-12-28:DATE; LAST WEEK=2021-W32:DATE"},
    {"1963-01-04", "ON JAN. 3 , 1963 , THE PRESIDENT SPOKE", "JAN. 3 , 1963=1963-01-03:DATE"},

    /* days without a year */
    {"2021-08-17", "The vote on Aug. 12 was close.", "Aug. 12=2021-08-12:DATE"},
    {"2021-08-17", "The vote on September 3 will be close.", "September 3=2021-09-03:DATE"},
    {"2021-12-28", "The talks begin Jan. 4 in Geneva.", "Jan. 4=2022-01-04:DATE"},
    {"2022-01-05", "The talks ended Dec. 20 in Geneva.", "Dec. 20=2021-12-20:DATE"},
    {"2021-08-17", "He flew on the 5th of May to Rome.", "the 5th of May=2021-05-05:DATE"},
    {"2021-08-17", "It fell on May 5.", "May 5=2021-05-05:DATE"},
    {"2021-08-17", "It opened May 5-7 in Rome.", "May 5=2021-05-05:DATE; 7=2021-05-07:DATE"},
    {"2021-08-17", "It fell on 31 February.", ""},
    {"2021-08-17", "It fell on February 29.", "February 29=XXXX-02-29:DATE"},
    {"2020-08-17", "It fell on February 29.", "February 29=2020-02-29:DATE"},
    {"2021-08-17", "It fell on Feb. 30, 2021.", ""},
    {"2021-08-17", "He was born on April 31.", ""},

    /* months */
    {"2021-08-17", "Prices rose in July.", "July=2021-07:DATE"},
    {"2021-08-17", "Prices rose in December.", "December=2020-12:DATE"},
    {"2021-08-17", "Prices rose in August.", "August=2021-08:DATE"},
    {"2021-08-17", "Prices will rise in September.", "September=2021-09:DATE"},
    {"2021-08-17", "Work will end by March.", "March=2022-03:DATE"},
    {"2021-08-17", "Prices rose in July 2019.", "July 2019=2019-07:DATE"},
    {"2021-08-17", "Prices rose in July of 2019.", "July of 2019=2019-07:DATE"},
    {"2021-08-17", "Prices rose last July.", "last July=2021-07:DATE"},
    {"2021-08-17", "Prices rose last September.", "last September=2020-09:DATE"},
    {"2021-08-17", "The law takes effect next May.", "next May=2022-05:DATE"},
    {"2021-08-17", "It opens this September.", "this September=2021-09:DATE"},
    {"2021-08-17", "Prices rose in July last year.", "July last year=2020-07:DATE"},
    {"2021-08-17", "Prices fell in January this year.", "January this year=2021-01:DATE"},
    {"2021-08-17", "It ran from March to May.", "March=2021-03:DATE; May=2021-05:DATE"},
    {"2021-08-17", "It begins in late September.", "late September=2021-09:DATE"},
    {"2021-08-17", "It begins in mid-November.", "mid-November=2021-11:DATE"},
    {"2021-08-17", "the first week of June", "the first week of June=2021-W22:DATE"},
    {"2021-08-17", "at the beginning of October", "the beginning of October=2020-10:DATE"},
    {"2021-08-17", "the end of December 1994", "the end of December 1994=1994-12:DATE"},
    {"2021-08-17", "The June 1994 auction failed.", "June 1994=1994-06:DATE"},
    {"2021-08-17", "The May 2020 vote was held.", "May 2020=2020-05:DATE"},
    {"2021-08-17", "Sept. 2020 was warm.", "Sept. 2020=2020-09:DATE"},

    /* weekdays */
    {"2021-08-17", "He spoke on Tuesday.", "Tuesday=2021-08-17:DATE"},
    {"2021-08-17", "He spoke on Monday.", "Monday=2021-08-16:DATE"},
    {"2021-08-17", "He spoke on Wednesday.", "Wednesday=2021-08-11:DATE"},
    {"2021-08-17", "He said Friday that talks failed.", "Friday=2021-08-13:DATE"},
    {"2021-08-17", "He will meet Friday with the king.", "Friday=2021-08-20:DATE"},
    {"2021-08-17", "He agreed to meet Friday with the king.", "Friday=2021-08-20:DATE"},
    {"2021-08-17", "The talks are scheduled for Thursday.", "Thursday=2021-08-19:DATE"},
    {"2021-08-17", "They had been due to meet Friday but did not.", "Friday=2021-08-13:DATE"},
    {"2021-08-17", "He spoke last Tuesday.", "last Tuesday=2021-08-10:DATE"},
    {"2021-08-17", "He spoke last Friday.", "last Friday=2021-08-13:DATE"},
    {"2021-08-17", "He speaks next Friday.", "next Friday=2021-08-20:DATE"},
    {"2021-08-17", "He speaks this Friday.", "this Friday=2021-08-20:DATE"},
    {"2021-08-17", "He spoke the previous Friday.", "the previous Friday=2021-08-13:DATE"},
    {"2021-08-17", "He speaks on Friday next week.", "Friday next week=2021-08-27:DATE"},
    {"2021-08-17", "He spoke on Tuesday of last week.", "Tuesday of last week=2021-08-10:DATE"},
    {"2021-08-17", "The Friday deadline passed.", "Friday=2021-08-13:DATE"},
    {"2021-08-17", "Friday's vote was close.", "Friday=2021-08-13:DATE"},
    {"2021-08-17", "He rests on Sundays.", "Sundays=XXXX-WXX-7:SET"},
    {"2021-08-17", "The club meets Tuesday nights in Leeds.", "Tuesday nights=XXXX-WXX-2TNI:SET"},
    {"2021-08-17", "SAID MONDAY THAT", "MONDAY=2021-08-16:DATE"},
    {"2021-08-17", "Both spoke on Monday and Tuesday.", "Monday=2021-08-16:DATE; Tuesday=2021-08-17:DATE"},
    {"1998-04-24", "in an editorial on Saturday, April 25: the court", "Saturday, April 25=1998-04-25:DATE"},
    {"2021-08-17", "on Friday, Aug. 13, he left", "Friday, Aug. 13=2021-08-13:DATE"},
    {"2021-08-17", "by Friday (Aug. 20) at the latest", "Friday=2021-08-13:DATE; Aug. 20=2021-08-20:DATE"},
    {"2021-08-17", "Sat. Aug. 21 is the day", "Sat. Aug. 21=2021-08-21:DATE; the day=2021-08-21:DATE"},
    {"", "He spoke on Friday.", "Friday=XXXX-WXX-5:DATE"},
    {"", "He spoke on Friday, Aug. 13.", "Friday, Aug. 13=XXXX-08-13:DATE"},
    {"", "He spoke on Friday, Aug. 13, 2021.", "Friday, Aug. 13, 2021=2021-08-13:DATE"},

    /* relative days */
    {"2021-08-17", "He spoke today.", "today=2021-08-17:DATE"},
    {"2021-08-17", "He spoke yesterday.", "yesterday=2021-08-16:DATE"},
    {"2021-08-17", "He speaks tomorrow.", "tomorrow=2021-08-18:DATE"},
    {"2021-08-17", "He speaks tonight.", "tonight=2021-08-17TNI:TIME"},
    {"2021-08-17", "He left the day before yesterday.", "the day before yesterday=2021-08-15:DATE"},
    {"2021-08-17", "He leaves the day after tomorrow.", "the day after tomorrow=2021-08-19:DATE"},
    {"2021-08-17", "He spoke earlier yesterday.", "earlier yesterday=2021-08-16:DATE"},
    {"2021-08-17", "It rained overnight in Kabul.", "overnight=2021-08-16TNI:TIME"},
    {"2021-08-17", "He spoke early today.", "early today=2021-08-17:DATE"},
    {"2021-08-17", "today's vote", "today=2021-08-17:DATE"},
    {"", "He spoke yesterday.", "yesterday=XXXX-XX-XX:DATE"},
    {"", "He spoke last week.", "last week=XXXX-WXX:DATE"},
    {"", "He spoke last year and this month.", "last year=XXXX:DATE; this month=XXXX-XX:DATE"},

    /* parts of day */
    {"2021-08-17", "He spoke Monday night.", "Monday night=2021-08-16TNI:TIME"},
    {"2021-08-17", "He spoke this morning.", "this morning=2021-08-17TMO:TIME"},
    {"2021-08-17", "He spoke last night.", "last night=2021-08-16TNI:TIME"},
    {"2021-08-17", "He spoke on Friday evening.", "Friday evening=2021-08-13TEV:TIME"},
    {"2021-08-17", "He spoke yesterday afternoon.", "yesterday afternoon=2021-08-16TAF:TIME"},
    {"2021-08-17", "He speaks tomorrow morning.", "tomorrow morning=2021-08-18TMO:TIME"},
    {"2021-08-17", "Shares fell in the afternoon.", "the afternoon=2021-08-17TAF:TIME"},
    {"2021-08-17", "in mid-afternoon yesterday", "mid-afternoon yesterday=2021-08-16TAF:TIME"},
    {"2021-08-17", "at midnight Friday", "midnight Friday=2021-08-13T24:TIME"},
    {"2021-08-17", "It ends at noon Saturday.", "noon Saturday=2021-08-14T12:00:TIME"},
    {"2021-08-17", "It ends at noon.", "noon=2021-08-17T12:00:TIME"},
    {"2021-08-17", "later this afternoon", "later this afternoon=2021-08-17TAF:TIME"},

    /* clock */
    {"2021-08-17", "He spoke at 5 p.m. in Kabul.", "5 p.m.=2021-08-17T17:00:TIME"},
    {"2021-08-17", "He spoke at 5 pm in Kabul.", "5 pm=2021-08-17T17:00:TIME"},
    {"2021-08-17", "He spoke at 5pm in Kabul.", "5pm=2021-08-17T17:00:TIME"},
    {"2021-08-17", "He spoke at 5:30 p.m. in Kabul.", "5:30 p.m.=2021-08-17T17:30:TIME"},
    {"2021-08-17", "He spoke at 5.30pm in Kabul.", "5.30pm=2021-08-17T17:30:TIME"},
    {"2021-08-17", "He spoke at 17:30 in Kabul.", "17:30=2021-08-17T17:30:TIME"},
    {"2021-08-17", "He spoke at 9 A.M. in Kabul.", "9 A.M.=2021-08-17T09:00:TIME"},
    {"2021-08-17", "He spoke at 12 a.m. in Kabul.", "12 a.m.=2021-08-17T00:00:TIME"},
    {"2021-08-17", "He spoke at 12:15 p.m. in Kabul.", "12:15 p.m.=2021-08-17T12:15:TIME"},
    {"2021-08-18", "He was at Camp David until Monday night.", "Monday night=2021-08-16TNI:TIME"},
    {"2021-08-18", "The shop is open until Monday.", "Monday=2021-08-23:DATE"},
    {"2021-08-17", "The troops will not stay past Aug. 31.", "Aug. 31=2021-08-31:DATE"},
    {"2021-08-17", "this past Friday", "this past Friday=2021-08-13:DATE"},
    {"2021-08-17", "until 5 p.m. EST Nov. 9", "5 p.m. EST Nov. 9=2021-11-09T17:00:TIME"},
    {"2021-08-17", "until 5 p.m. EST, Nov. 9", "5 p.m. EST, Nov. 9=2021-11-09T17:00:TIME"},
    {"2021-08-17", "at 10 p.m. Wednesday", "10 p.m. Wednesday=2021-08-11T22:00:TIME"},
    {"2021-08-17", "on Wednesday at 10 p.m.", "Wednesday at 10 p.m.=2021-08-11T22:00:TIME"},
    {"2021-08-17", "around 7:15 p.m.", "around 7:15 p.m.=2021-08-17T19:15:TIME"},
    {"2021-08-17", "at 09:00 GMT", "09:00 GMT=2021-08-17T09:00:TIME"},
    {"2021-08-17", "at five o'clock", "five o'clock=2021-08-17T05:TIME"},
    {"2021-08-17", "at 0900 GMT", "0900 GMT=2021-08-17T09:00:TIME"},
    {"2021-08-17", "The train left at 17:45:30 sharp.", "17:45:30=2021-08-17T17:45:30:TIME"},

    /* years */
    {"2021-08-17", "It began in 1988.", "1988=1988:DATE"},
    {"2021-08-17", "The 1990 invasion was short.", "1990=1990:DATE"},
    {"2021-08-17", "It lasted from 1939 to 1945.", "1939=1939:DATE; 1945=1945:DATE"},
    {"2021-08-17", "the 2000 Olympics", "2000=2000:DATE"},
    {"2021-08-17", "in the year 2000", "the year 2000=2000:DATE"},
    {"2021-08-17", "in nineteen ninety-six", "nineteen ninety-six=1996:DATE"},
    {"2021-08-17", "by the year two thousand", "the year two thousand=2000:DATE"},
    {"2021-08-17", "in two thousand and five", "two thousand and five=2005:DATE"},
    {"2021-08-17", "in twenty twelve", "twenty twelve=2012:DATE"},
    {"2021-08-17", "since 1850", "1850=1850:DATE"},
    {"2021-08-17", "The debt, due 1993, was paid.", "1993=1993:DATE"},
    {"2021-08-17", "fiscal 1989 sales", "fiscal 1989=1989:DATE"},
    {"2021-08-17", "in fiscal year 1989", "fiscal year 1989=1989:DATE"},
    {"2021-08-17", "in early 1991", "early 1991=1991:DATE"},
    {"2021-08-17", "by mid-1996", "mid-1996=1996:DATE"},
    {"2021-08-17", "the end of 1990", "the end of 1990=1990:DATE"},
    {"2021-08-17", "this year", "this year=2021:DATE"},
    {"2021-08-17", "last year's budget", "last year=2020:DATE"},
    {"2021-08-17", "Prices will rise next year.", "next year=2022:DATE"},
    {"2021-08-17", "earlier this year", "earlier this year=2021:DATE"},
    {"2021-08-17", "early next year", "early next year=2022:DATE"},
    {"2021-08-17", "It comes by year-end.", "year-end=2021-12-31:DATE"},
    {"2021-08-17", "in 1984 alone", "1984=1984:DATE"},
    {"2021-08-17", "the 1988-89 season", "1988=1988:DATE"},
    {"2021-08-17", "(1912-1954)", "1912=1912:DATE; 1954=1954:DATE"},
    {"2021-08-17", "between 2014 and 2018", "2014=2014:DATE; 2018=2018:DATE"},

    /* decades and centuries */
    {"2021-08-17", "in the 1990s", "the 1990s=199:DATE"},
    {"2021-08-17", "in the '90s", "the '90s=199:DATE"},
    {"2021-08-17", "in the 90s", "the 90s=199:DATE"},
    {"2021-08-17", "in the nineties", "the nineties=199:DATE"},
    {"2021-08-17", "the early 1980s", "the early 1980s=198:DATE"},
    {"2021-08-17", "the mid-1990s", "the mid-1990s=199:DATE"},
    {"2021-08-17", "in the 1990's", "the 1990's=199:DATE"},
    {"2021-08-17", "the 20th century", "the 20th century=19:DATE"},
    {"2021-08-17", "an 11th century church", "11th century=10:DATE"},
    {"2021-08-17", "the nineteenth century", "the nineteenth century=18:DATE"},
    {"2021-08-17", "the last half of the '80s", "the last half of the '80s=198:DATE"},

    /* quarters and halves */
    {"1989-10-26", "in the third quarter", "the third quarter=1989-Q3:DATE"},
    {"1989-10-26", "third-quarter profit rose", "third-quarter=1989-Q3:DATE"},
    {"1989-10-26", "the third-quarter results", "third-quarter=1989-Q3:DATE"},
    {"1989-10-26", "the third quarter of 1990", "the third quarter of 1990=1990-Q3:DATE"},
    {"1989-10-26", "the 1988 third quarter", "the 1988 third quarter=1988-Q3:DATE"},
    {"1989-10-26", "this year's third quarter", "this year's third quarter=1989-Q3:DATE"},
    {"1989-10-26", "next year's first quarter", "next year's first quarter=1990-Q1:DATE"},
    {"1989-10-26", "in the first quarter of next year", "the first quarter of next year=1990-Q1:DATE"},
    {"1998-01-26", "profits for the fourth quarter", "the fourth quarter=1997-Q4:DATE"},
    {"2021-08-17", "The first half of 1989 was poor.", "The first half of 1989=1989-H1:DATE"},
    {"2021-08-17", "The first half of 9528 was poor.", ""},
    {"2021-08-17", "The first half of 1989 weeks was poor.", "1989 weeks=P1989W:DURATION"},
    {"2021-08-17", "Profit of 9528 Q3 was poor.", "Q3=2021-Q3:DATE"},
    {"2021-08-17", "the second half of the year", "the second half of the year=2021-H2:DATE"},
    {"2021-08-17", "The last half of 1989 was poor.", "The last half of 1989=1989-H2:DATE"},
    {"1989-10-26", "Profit rose in the third quarter. A year ago it fell.", "the third quarter=1989-Q3:DATE; A year ago=1988-Q3:DATE"},
    {"1989-10-26", "Third-quarter profit rose from the year-ago quarter.", "Third-quarter=1989-Q3:DATE; the year-ago quarter=1988-Q3:DATE"},
    {"1989-10-26", "Third-quarter profit rose. The year-earlier results were poor.", "Third-quarter=1989-Q3:DATE; year-earlier=1988-Q3:DATE"},
    {"1989-10-26", "for the quarter ended Sept. 30", "the quarter=1989-Q3:DATE; Sept. 30=1989-09-30:DATE"},
    {"1989-10-26", "for the year ended March 31", "the year=P1Y:DURATION; March 31=1989-03-31:DATE"},
    {"1989-10-26", "this quarter", "this quarter=1989-Q4:DATE"},
    {"1989-10-26", "next quarter", "next quarter=1990-Q1:DATE"},
    {"2021-08-17", "in Q3 2019", "Q3 2019=2019-Q3:DATE"},
    {"2021-08-17", "2019-Q1", "2019-Q1=2019-Q1:DATE"},
    {"2021-08-17", "the last quarter of 1989", "the last quarter of 1989=1989-Q4:DATE"},

    /* weeks */
    {"2021-08-17", "last week", "last week=2021-W32:DATE"},
    {"2021-08-17", "next week's talks", "next week=2021-W34:DATE"},
    {"2021-08-17", "this week", "this week=2021-W33:DATE"},
    {"2021-08-17", "late last week", "late last week=2021-W32:DATE"},
    {"2021-08-17", "earlier this week", "earlier this week=2021-W33:DATE"},
    {"2021-08-17", "over the weekend", "the weekend=2021-W32-WE:DATE"},
    {"2021-08-17", "this weekend", "this weekend=2021-W33-WE:DATE"},
    {"2021-08-17", "last weekend", "last weekend=2021-W32-WE:DATE"},
    {"2021-08-17", "the end of this week", "the end of this week=2021-W33:DATE"},
    {"2021-01-02", "this week", "this week=2020-W53:DATE"},

    /* seasons */
    {"2021-08-17", "last fall", "last fall=2020-FA:DATE"},
    {"2021-08-17", "this summer", "this summer=2021-SU:DATE"},
    {"2021-08-17", "in the summer of 1990", "the summer of 1990=1990-SU:DATE"},
    {"2021-08-17", "in spring 2019", "spring 2019=2019-SP:DATE"},
    {"2021-08-17", "the winter of nineteen ninety-four", "the winter of nineteen ninety-four=1994-WI:DATE"},
    {"2021-08-17", "this past spring", "this past spring=2021-SP:DATE"},
    {"2021-08-17", "Sales fell last winter.", "last winter=2020-WI:DATE"},
    {"2021-08-17", "next spring", "next spring=2022-SP:DATE"},

    /* months and years, relative */
    {"2021-08-17", "last month", "last month=2021-07:DATE"},
    {"2021-08-17", "this month", "this month=2021-08:DATE"},
    {"2021-08-17", "next month", "next month=2021-09:DATE"},
    {"2021-08-17", "the end of the month", "the end of the month=2021-08:DATE"},
    {"2021-08-17", "the following month", "the following month=2021-09:DATE"},
    {"2021-08-17", "In March he left. The following month he came back.", "March=2021-03:DATE; The following month=2021-04:DATE"},
    {"2021-08-17", "In 1985 he left. The following year he came back.", "1985=1985:DATE; The following year=1986:DATE"},
    {"2021-08-17", "He died on May 5, 2020. Two days later she died.", "May 5, 2020=2020-05-05:DATE; Two days later=2020-05-07:DATE"},
    {"2021-08-17", "On May 5, 2020, it rained. The next day it snowed.", "May 5, 2020=2020-05-05:DATE; The next day=2020-05-06:DATE"},
    {"2021-08-17", "In 1985 he left. That year it rained.", "1985=1985:DATE; That year=1985:DATE"},

    /* ago */
    {"2021-08-17", "two days ago", "two days ago=2021-08-15:DATE"},
    {"2021-08-17", "two weeks ago", "two weeks ago=2021-W31:DATE"},
    {"2021-08-17", "six months ago", "six months ago=2021-02:DATE"},
    {"2021-08-17", "five years ago", "five years ago=2016:DATE"},
    {"2021-08-17", "a year ago", "a year ago=2020:DATE"},
    {"2021-08-17", "a month ago", "a month ago=2021-07:DATE"},
    {"2021-08-17", "10 days ago", "10 days ago=2021-08-07:DATE"},
    {"2021-08-17", "nearly four years ago", "nearly four years ago=2017:DATE"},
    {"2021-08-17", "a few years ago", "a few years ago=PAST_REF:DATE"},
    {"2021-08-17", "several weeks ago", "several weeks ago=PAST_REF:DATE"},
    {"2021-08-17", "two decades ago", "two decades ago=200:DATE"},
    {"2021-08-17", "a year earlier", "a year earlier=2020:DATE"},
    {"2021-08-17", "three days from now", "three days from now=2021-08-20:DATE"},
    {"2021-08-17", "two weeks from tomorrow", "two weeks from tomorrow=2021-09-01:DATE"},
    {"2021-08-17", "three days after Christmas", "three days after Christmas=2021-12-28:DATE"},
    {"2021-08-17", "a week or so ago", "a week or so ago=2021-W32:DATE"},
    {"2021-08-17", "two and a half years ago", "two and a half years ago=2019-02:DATE"},

    /* durations */
    {"2021-08-17", "for three years", "three years=P3Y:DURATION"},
    {"2021-08-17", "for nine months", "nine months=P9M:DURATION"},
    {"2021-08-17", "the nine months", "the nine months=P9M:DURATION"},
    {"2021-08-17", "the first nine months of 1997", "the first nine months=P9M:DURATION; 1997=1997:DATE"},
    {"2021-08-17", "the last twenty-four hours", "the last twenty-four hours=PT24H:DURATION"},
    {"2021-08-17", "the past three months", "the past three months=P3M:DURATION"},
    {"2021-08-17", "over the next two weeks", "the next two weeks=P2W:DURATION"},
    {"2021-08-17", "a two-week strike", "two-week=P2W:DURATION"},
    {"2021-08-17", "the two-week strike", "two-week=P2W:DURATION"},
    {"2021-08-17", "a 10-year bond", "10-year=P10Y:DURATION"},
    {"2021-08-17", "the 30-day rate", "30-day=P30D:DURATION"},
    {"2021-08-17", "for nearly forty years", "nearly forty years=P40Y:DURATION"},
    {"2021-08-17", "more than four hours", "more than four hours=PT4H:DURATION"},
    {"2021-08-17", "at least 30 days", "at least 30 days=P30D:DURATION"},
    {"2021-08-17", "up to 180 days", "up to 180 days=P180D:DURATION"},
    {"2021-08-17", "within 18 months", "18 months=P18M:DURATION"},
    {"2021-08-17", "for several years", "several years=PXY:DURATION"},
    {"2021-08-17", "a few days", "a few days=PXD:DURATION"},
    {"2021-08-17", "a couple of years", "a couple of years=P2Y:DURATION"},
    {"2021-08-17", "for decades", "decades=PXE:DURATION"},
    {"2021-08-17", "half an hour", "half an hour=PT30M:DURATION"},
    {"2021-08-17", "an hour and a half", "an hour and a half=PT1H30M:DURATION"},
    {"2021-08-17", "a minute and a half later", "a minute and a half=PT1M30S:DURATION"},
    {"2021-08-17", "in recent years", "recent years=PAST_REF:DATE"},
    {"2021-08-17", "the past few weeks", "the past few weeks=PXW:DURATION"},
    {"1989-10-26", "a year-earlier profit", "year-earlier=1988:DATE"},
    {"2021-08-17", "by year's end", "year's end=2021:DATE"},
    {"2021-08-17", "He left on Friday. In the morning he came back.", "Friday=2021-08-13:DATE; the morning=2021-08-13TMO:TIME"},
    {"2021-08-17", "He left on Aug. 9 and came the following Friday.", "Aug. 9=2021-08-09:DATE; the following Friday=2021-08-13:DATE"},
    {"1989-10-26", "It expects a fourth-quarter charge. In the latest quarter it lost money.", "fourth-quarter=1989-Q4:DATE; the latest quarter=1989-Q3:DATE"},
    {"2021-08-17", "throughout the year", "the year=P1Y:DURATION"},
    {"2021-08-17", "2 1/2 years", "2 1/2 years=P2Y6M:DURATION"},
    {"2021-08-17", "two and a half years", "two and a half years=P2Y6M:DURATION"},
    {"2021-08-17", "3.5 years", "3.5 years=P3Y6M:DURATION"},
    {"2021-08-17", "a hundred years", "a hundred years=P100Y:DURATION"},
    {"2021-08-17", "almost a hundred years", "almost a hundred years=P100Y:DURATION"},
    {"2021-08-17", "two decades", "two decades=P20Y:DURATION"},
    {"2021-08-17", "a fortnight", "a fortnight=P2W:DURATION"},
    {"2021-08-17", "recent months", "recent months=PAST_REF:DATE"},
    {"2021-08-17", "coming weeks", "coming weeks=FUTURE_REF:DATE"},
    {"2021-08-17", "in the weeks ahead", "the weeks ahead=PXW:DURATION"},
    {"2021-08-17", "the next 12 to 18 months", "the next 12 to 18 months=PXM:DURATION"},
    {"2021-08-17", "the next two years or so", "the next two years or so=P2Y:DURATION"},
    {"2021-08-17", "eight trading days", "eight trading days=P8D:DURATION"},
    {"2021-08-17", "20 more years", "20 more years=P20Y:DURATION"},
    {"2021-08-17", "an additional year", "an additional year=P1Y:DURATION"},
    {"2021-08-17", "for a while", "a while=PXX:DURATION"},
    {"2021-08-17", "30 seconds", "30 seconds=PT30S:DURATION"},
    {"2021-08-17", "in 20 minutes", "20 minutes=PT20M:DURATION"},

    /* sets */
    {"2021-08-17", "every month", "every month=P1M:SET"},
    {"2021-08-17", "each year", "each year=P1Y:SET"},
    {"2021-08-17", "every two years", "every two years=P2Y:SET"},
    {"2021-08-17", "each Thursday", "each Thursday=XXXX-WXX-4:SET"},
    {"2021-08-17", "every Friday night", "every Friday night=XXXX-WXX-5TNI:SET"},
    {"2021-08-17", "each July", "each July=XXXX-07:SET"},
    {"2021-08-17", "The paper comes out daily.", "daily=XXXX-XX-XX:SET"},
    {"2021-08-17", "every summer", "every summer=XXXX-SU:SET"},

    /* vague */
    {"2021-08-17", "He is now free.", "now=PRESENT_REF:DATE"},
    {"2021-08-17", "It is currently closed.", "currently=PRESENT_REF:DATE"},
    {"2021-08-17", "He recently left.", "recently=PAST_REF:DATE"},
    {"2021-08-17", "It may soon end.", "soon=FUTURE_REF:DATE"},
    {"2021-08-17", "In the past he lied.", "the past=PAST_REF:DATE"},
    {"2021-08-17", "in the future", "the future=FUTURE_REF:DATE"},
    {"2021-08-17", "in the near future", "the near future=FUTURE_REF:DATE"},
    {"2021-08-17", "as soon as possible", "as soon as possible=FUTURE_REF:DATE"},
    {"2021-08-17", "right now", "right now=PRESENT_REF:DATE"},
    {"2021-08-17", "these days", "these days=PRESENT_REF:DATE"},
    {"2021-08-17", "The past president spoke.", ""},
    {"2021-08-17", "soon after he left", ""},

    /* holidays */
    {"2021-08-17", "He left at Christmas.", "Christmas=2021-12-25:DATE"},
    {"2021-08-17", "He left on Christmas Day 2019.", "Christmas Day 2019=2019-12-25:DATE"},
    {"2021-08-17", "It opens on Labor Day.", "Labor Day=2021-09-06:DATE"},
    {"2021-11-20", "It opens on Thanksgiving.", "Thanksgiving=2021-11-25:DATE"},
    {"2021-04-10", "He came at Easter.", "Easter=2021-04-04:DATE"},
    {"2021-08-17", "On Good Friday 2019 it rained.", "Good Friday 2019=2019-04-19:DATE"},
    {"2021-08-17", "Martin Luther King Day", "Martin Luther King Day=2022-01-17:DATE"},
    {"2021-12-28", "New Year's Eve", "New Year's Eve=2021-12-31:DATE"},
    {"2021-08-17", "Ramadan 2021 began.", "Ramadan 2021=2021-04-13:DATE"},
    {"2021-08-17", "during Ramadan", "Ramadan=2021-04-13:DATE"},
    {"2021-08-17", "Memorial Day 2021", "Memorial Day 2021=2021-05-31:DATE"},
    {"", "on Christmas Day", "Christmas Day=XXXX-12-25:DATE"},

    {"2021-08-17", "Orthodox Easter 2021", "Orthodox Easter 2021=2021-05-02:DATE"},
    {"2021-08-17", "Orthodox Easter 2016", "Orthodox Easter 2016=2016-05-01:DATE"},
    {"2021-08-17", "Easter 1818", "Easter 1818=1818-03-22:DATE"},
    {"2021-08-17", "Ramadan 2019", "Ramadan 2019=2019-05-06:DATE"},
    {"2030-02-01", "before Ramadan 2030", "Ramadan 2030=2030-01-06:DATE"},
    {"2030-12-20", "before Ramadan", "Ramadan=2030-12-26:DATE"},
    {"2021-05-20", "after Eid al-Fitr", "Eid al-Fitr=2021-05-13:DATE"},
    {"2021-08-17", "after Eid al-Adha", "Eid al-Adha=2021-07-20:DATE"},
    {"2021-08-17", "during Passover", "Passover=2021-03-28:DATE"},
    {"2021-08-17", "Passover 2019", "Passover 2019=2019-04-20:DATE"},
    {"2021-08-17", "on Rosh Hashanah", "Rosh Hashanah=2021-09-07:DATE"},
    {"2021-08-17", "Yom Kippur 1973", "Yom Kippur 1973=1973-10-06:DATE"},
    {"2021-08-17", "Hanukkah 2021", "Hanukkah 2021=2021-11-29:DATE"},
    {"2021-08-17", "Hanukkah 2016", "Hanukkah 2016=2016-12-25:DATE"},
    {"2021-08-17", "Purim 2020", "Purim 2020=2020-03-10:DATE"},
    {"2021-02-20", "after the Lunar New Year", "the Lunar New Year=2021-02-12:DATE"},
    {"2021-08-17", "Chinese New Year 1985", "Chinese New Year 1985=1985-02-20:DATE"},
    {"2021-08-17", "Chinese New Year 2020", "Chinese New Year 2020=2020-01-25:DATE"},
    {"2021-08-17", "Chinese New Year 2034", "Chinese New Year 2034=2034-02-19:DATE"},
    {"2021-11-10", "fires after Diwali", "Diwali=2021-11-04:DATE"},
    {"2021-08-17", "Diwali 2018", "Diwali 2018=2018-11-07:DATE"},
    {"2021-08-17", "Diwali 2009", "Diwali 2009=2009-10-17:DATE"},
    {"2021-11-20", "sales on Black Friday", "Black Friday=2021-11-26:DATE"},
    {"2021-07-10", "on Independence Day", "Independence Day=2021-07-04:DATE"},
    {"2021-08-17", "on Indian Independence Day", ""},
    {"2021-01-04", "He left on Christmas Eve.", "Christmas Eve=2020-12-24:DATE"},
    {"2021-01-04", "He left the day after Christmas.", "the day after Christmas=2020-12-26:DATE"},
    {"2021-08-17", "He comes two days before Christmas.", "two days before Christmas=2021-12-23:DATE"},
    {"", "in Ramadan", "Ramadan=XXXX-XX-XX:DATE"},

    /* rows of dates */
    {"2021-08-17", "It ran from June to August 1992.", "June=1992-06:DATE; August 1992=1992-08:DATE"},
    {"2021-08-17", "the June-August 1992 average", "June=1992-06:DATE; August 1992=1992-08:DATE"},
    {"2021-08-17", "from November to February 1992", "November=1991-11:DATE; February 1992=1992-02:DATE"},
    {"2021-08-17", "in March and April 1990", "March=1990-03:DATE; April 1990=1990-04:DATE"},
    {"2021-08-17", "from April to June last year", "April=2020-04:DATE; June last year=2020-06:DATE"},
    {"2021-08-17", "from Nov. 18 to Dec. 19, 2015", "Nov. 18=2015-11-18:DATE; Dec. 19, 2015=2015-12-19:DATE"},
    {"2021-08-17", "from Dec. 20 to Jan. 3, 2015", "Dec. 20=2014-12-20:DATE; Jan. 3, 2015=2015-01-03:DATE"},
    {"2021-08-17", "from 26 June to 28 July 2015", "26 June=2015-06-26:DATE; 28 July 2015=2015-07-28:DATE"},
    {"2021-08-17", "May 5-7, 2015, in Rome", "May 5=2015-05-05:DATE; 7, 2015=2015-05-07:DATE"},
    {"2021-08-17", "from May 5 through 7 in Rome", "May 5=2021-05-05:DATE; 7=2021-05-07:DATE"},
    {"2021-08-17", "the 9th to the 12th of June", "the 9th=2021-06-09:DATE; the 12th of June=2021-06-12:DATE"},
    {"2021-08-17", "between 9 and 12 June", "9=2021-06-09:DATE; 12 June=2021-06-12:DATE"},
    {"2021-08-17", "from 28 to 2 June", "28=2021-05-28:DATE; 2 June=2021-06-02:DATE"},
    {"2021-08-17", "from August to October", "August=2021-08:DATE; October=2021-10:DATE"},
    {"2021-08-17", "from Monday to Wednesday", "Monday=2021-08-16:DATE; Wednesday=2021-08-18:DATE"},
    {"2021-08-17", "On May 5 and 20 others left.", "May 5=2021-05-05:DATE"},
    {"2021-08-17", "8/17/2021-8/20/2021", "8/17/2021=2021-08-17:DATE; 8/20/2021=2021-08-20:DATE"},

    /* a story of the past, whose months are of the year last spoken of */
    {"2009-12-18", "It began in 1937, was seen in 1938, grew in 1939 and spread in May 1940. On 10 June it reached Rome. In the summer it went on. In January, it ended.",
     "1937=1937:DATE; 1938=1938:DATE; 1939=1939:DATE; May 1940=1940-05:DATE; 10 June=1940-06-10:DATE; the summer=1940-SU:DATE; January=1940-01:DATE"},
    {"2009-12-18", "He rose in 1937, 1938, 1939 and on 1 December 1940. In January, he fell.",
     "1937=1937:DATE; 1938=1938:DATE; 1939=1939:DATE; 1 December 1940=1940-12-01:DATE; January=1941-01:DATE"},
    {"2009-12-18", "He won in 1992, 1996 and 2000. Today he leads, and on Monday he left. In March, he ran.",
     "1992=1992:DATE; 1996=1996:DATE; 2000=2000:DATE; Today=2009-12-18:DATE; Monday=2009-12-14:DATE; March=2009-03:DATE"},
    {"", "In May 1940 they left. On 10 June they came back.", "May 1940=1940-05:DATE; 10 June=1940-06-10:DATE"},

    /* parts of longer times by their number */
    {"2021-08-17", "the first week of 2015", "the first week of 2015=2015-W01:DATE"},
    {"2021-08-17", "the last week of 2016", "the last week of 2016=2016-W52:DATE"},
    {"2021-08-17", "the last week of 2020", "the last week of 2020=2020-W53:DATE"},
    {"2021-08-17", "the third month of 2021", "the third month of 2021=2021-03:DATE"},
    {"2021-08-17", "the first day of 2021", "the first day of 2021=2021-01-01:DATE"},
    {"2021-08-17", "the last day of the month", "the last day of the month=2021-08-31:DATE"},
    {"2021-08-17", "the 15th day of next month", "the 15th day of next month=2021-09-15:DATE"},
    {"2021-08-17", "the last day of February 2020", "the last day of February 2020=2020-02-29:DATE"},
    {"2021-08-17", "by end of year", "end of year=2021:DATE"},
    {"2021-08-17", "the week after next", "the week after next=2021-W35:DATE"},
    {"2021-08-17", "the week before last", "the week before last=2021-W31:DATE"},
    {"2021-08-17", "He left on Aug. 9. The day before, he had called.", "Aug. 9=2021-08-09:DATE; The day before=2021-08-08:DATE"},
    {"2021-08-17", "the year before 1990", "the year before 1990=1989:DATE"},
    {"2021-08-17", "the day before yesterday", "the day before yesterday=2021-08-15:DATE"},

    /* days by weekday and number, and other ways to write them */
    {"2021-08-10", "on Friday the 13th", "Friday the 13th=2021-08-13:DATE"},
    {"2021-08-17", "He spoke on Thursday the 29th.", "Thursday the 29th=2021-07-29:DATE"},
    {"2021-08-17", "Friday 8/20 is free", "Friday 8/20=2021-08-20:DATE"},
    {"2021-08-17", "filed 2021-Aug-17", "2021-Aug-17=2021-08-17:DATE"},
    {"2021-08-17", "filed 17-Aug-2021", "17-Aug-2021=2021-08-17:DATE"},
    {"2021-08-17", "filed 17/Aug/2021", "17/Aug/2021=2021-08-17:DATE"},
    {"2021-08-17", "filed Aug-17-2021", "Aug-17-2021=2021-08-17:DATE"},
    {"2021-08-17", "on May twenty-nine, he said", "May twenty-nine=2021-05-29:DATE"},
    {"2021-08-17", "born January twenty five nineteen eighty six", "January twenty five nineteen eighty six=1986-01-25:DATE"},
    {"2021-08-17", "He flew to Mar-a-Lago in Jan. and in Mar.", "Jan.=2021-01:DATE; Mar.=2021-03:DATE"},
    {"2021-08-17", "In the month of June 2016 it rained.", "the month of June 2016=2016-06:DATE"},
    {"2021-08-17", "It grew in summer and fall 2020.", "summer=2020-SU:DATE; fall 2020=2020-FA:DATE"},
    {"2021-08-17", "In May two men left.", "May=2021-05:DATE"},
    {"2021-08-17", "filed 3/18/40", "3/18/40=2040-03-18:DATE"},
    {"2021-08-17", "filed 3/18/42", "3/18/42=1942-03-18:DATE"},
    {"2021-08-17", "in the summer of '05", "the summer of '05=2005-SU:DATE"},
    {"2021-08-17", "in May '68", "May '68=1968-05:DATE"},
    {"2021-08-17", "It cost $12 December 27.", "December 27=2021-12-27:DATE"},
    {"2021-08-17", "They are to end it by May, he said.", "May=2022-05:DATE"},
    {"2021-08-17", "The deal struck by May, the prime minister, failed.", ""},

    /* times said with a part of the day */
    {"2021-08-17", "at 8 a.m. this morning", "8 a.m. this morning=2021-08-17T08:00:TIME"},
    {"2021-08-17", "at 8 o'clock last night", "8 o'clock last night=2021-08-16T20:TIME"},
    {"2021-08-17", "at three in the morning", "three in the morning=2021-08-17T03:00:TIME"},
    {"2021-08-17", "at 7 in the evening", "7 in the evening=2021-08-17T19:00:TIME"},
    {"2021-08-17", "at 8:30 in the evening", "8:30 in the evening=2021-08-17T20:30:TIME"},
    {"2021-08-17", "at 9 o'clock Monday night", "9 o'clock Monday night=2021-08-16T21:TIME"},
    {"2021-08-17", "each Monday at 4 p.m.", "each Monday at 4 p.m.=XXXX-WXX-1T16:00:SET"},
    {"2021-08-17", "open Tuesdays at 9 a.m.", "Tuesdays at 9 a.m.=XXXX-WXX-2T09:00:SET"},
    {"2021-08-17", "every other Friday", "every other Friday=XXXX-WXX-5:SET"},
    {"2021-08-17", "every other week", "every other week=P2W:SET"},

    /* more durations */
    {"2021-08-17", "one hour and 30 minutes", "one hour and 30 minutes=PT1H30M:DURATION"},
    {"2021-08-17", "two years and three months", "two years and three months=P2Y3M:DURATION"},
    {"2021-08-17", "two years and three months ago", "two years and three months ago=2019-05:DATE"},
    {"2021-08-17", "the two previous years", "the two previous years=P2Y:DURATION"},
    {"2021-08-17", "the past fortnight", "the past fortnight=P2W:DURATION"},
    {"2021-08-17", "all week", "all week=P1W:DURATION"},
    {"2021-08-17", "another week", "another week=P1W:DURATION"},
    {"2021-08-17", "another two weeks", "another two weeks=P2W:DURATION"},
    {"2021-08-17", "the other day", "the other day=PAST_REF:DATE"},

    /* false friends */
    {"2021-08-17", "a paper in Current Biology", ""},
    {"2021-08-17", "the New Media Days in Copenhagen", ""},
    {"2021-08-17", "The Winter Olympics opened in Beijing.", ""},
    {"2021-08-17", "He won gold at the Summer Games.", ""},
    {"2021-08-17", "The Arab Spring spread.", ""},
    {"2021-08-17", "The Evening Standard and the Morning Star said so.", ""},
    {"2021-08-17", "It was on the Tonight Show.", ""},
    {"2021-08-17", "Tonight President Biden speaks.", "Tonight=2021-08-17TNI:TIME"},
    {"2021-08-17", "He sailed to Easter Island and to Christmas Island.", ""},
    {"2021-08-17", "They signed the Good Friday Agreement.", ""},
    {"2021-08-17", "He fought in the Easter Rising.", ""},
    {"2021-04-10", "On Easter Pope Francis spoke.", "Easter=2021-04-04:DATE"},
    {"2021-08-17", "It runs Windows 2000 and version 10.11.12.", ""},
    {"2021-08-17", "He lives at 1600 Pennsylvania Avenue.", ""},
    {"2021-08-17", "It works 24/7 for a 50/50 chance.", ""},
    {"2021-08-17", "ISO 8601:2004 and 192.168.1.10", ""},
    {"2021-08-17", "He finished in 2:03:23.", ""},
    {"2021-08-17", "Flight 370 and Route 66", ""},
    {"2021-08-17", "Call 1-800-555-2020.", ""},
    {"2021-08-17", "Officer August Muller and Dr. April Jones", ""},
    {"2021-08-17", "Judge May ruled and Mr. March left.", ""},
    {"2021-08-17", "Daily trading was slow.", ""},
    {"2021-08-17", "The Daily Telegraph said so.", ""},
    {"2021-08-17", "It may rain.", ""},
    {"2021-08-17", "May I ask why?", ""},
    {"2021-08-17", "Theresa May said so.", ""},
    {"2021-08-17", "Prime Minister May said so.", ""},
    {"2021-08-17", "They march on Rome.", ""},
    {"2021-08-17", "The march was long.", ""},
    {"2021-08-17", "March on, he said.", ""},
    {"2021-08-17", "The Sun reported it.", ""},
    {"2021-08-17", "Sun Microsystems rose.", ""},
    {"2021-08-17", "Sun rose 3%.", ""},
    {"2021-08-17", "the second attempt", ""},
    {"2021-08-17", "Wait a second.", ""},
    {"2021-08-17", "the second half was dull", ""},
    {"2021-08-17", "1,984 people died.", ""},
    {"2021-08-17", "1984 people died.", ""},
    {"2021-08-17", "2000 troops came.", ""},
    {"2021-08-17", "They won 3-4.", ""},
    {"2021-08-17", "They won 3-4 on Sunday.", "Sunday=2021-08-15:DATE"},
    {"2021-08-17", "version 2.0.1", ""},
    {"2021-08-17", "Windows 10.0.19041", ""},
    {"2021-08-17", "It costs $1999 now.", "now=PRESENT_REF:DATE"},
    {"2021-08-17", "It costs $5.12 a share.", ""},
    {"2021-08-17", "Call 555-1212.", ""},
    {"2021-08-17", "Call +86 138-2010-2015.", ""},
    {"2021-08-17", "Call (206) 555-2012.", ""},
    {"2021-08-17", "Friday Night Lights won.", ""},
    {"2021-08-17", "Saturday Night Live won.", ""},
    {"2021-08-17", "August Wilson wrote it.", ""},
    {"2021-08-17", "April Ryan asked.", ""},
    {"2021-08-17", "June Jones left.", ""},
    {"2021-08-17", "The Times said so.", ""},
    {"2021-08-17", "The Sunday Times said so.", ""},
    {"2021-08-17", "The Mail on Sunday said so.", ""},
    {"2021-08-17", "USA Today said so.", ""},
    {"2021-08-17", "Jan Smith left.", ""},
    {"2021-08-17", "She is 55 years old.", ""},
    {"2021-08-17", "a 25-year-old man", ""},
    {"2021-08-17", "a man in his 80s", ""},
    {"2021-08-17", "a quarter of the seats", ""},
    {"2021-08-17", "three-quarters of voters", ""},
    {"2021-08-17", "headquarters", ""},
    {"2021-08-17", "day care", ""},
    {"2021-08-17", "the fall of the Berlin Wall", ""},
    {"2021-08-17", "Prices will fall to zero.", ""},
    {"2021-08-17", "a spring in his step", ""},
    {"2021-08-17", "a last-minute deal", ""},
    {"2021-08-17", "Have a good day.", ""},
    {"2021-08-17", "Good morning, he said.", ""},
    {"2021-08-17", "Good evening, Lynne", ""},
    {"2021-08-17", "Flight 1549 landed.", ""},
    {"2021-08-17", "the ISBN 978-0-306-40615-7", ""},
    {"2021-08-17", "the year of the rat", ""},
    {"2021-08-17", "room 2020", ""},
    {"2021-08-17", "Route 1990", ""},
    {"2021-08-17", "at 10 Downing Street", ""},
    {"2021-08-17", "a 1990 m climb", ""},
    {"2021-08-17", "4 to 5 people", ""},
    {"2021-08-17", "twenty-one coins", ""},
    {"2021-08-17", "one may ask", ""},
    {"2021-08-17", "March 3,000 miles", ""},
    {"2021-08-17", "in March 20 people died", "March=2021-03:DATE"},
    {"2021-08-17", "a ratio of 4:3", ""},
    {"2021-08-17", "John 3:16", ""},
    {"2021-08-17", "a score of 21:15", ""},
    {"2021-08-17", "10.30 percent", ""},
    {"2021-08-17", "Justices Sandra Day O'Connor", ""},
    {"2021-08-17", "speaking on ABC's \"This Week\" with him", ""},
    {"2021-08-17", "It rose 1.2 percent.", ""},
    {"2021-08-17", "133-03-03-2020", ""},
    {"2021-08-17", "123-12-1234", ""},
    {"2021-08-17", "the Nov network", ""},
    {"2021-08-17", "Mon ami", ""},
    {"2021-08-17", "Wed to a prince", ""},
    {"2021-08-17", "the Second World War", ""},
    {"2021-08-17", "the first time", ""},
    {"2021-08-17", "since then", ""},
    {"2021-08-17", "up-to-date", ""},
};

/* Texts in which 3/4 is the third of April. */
static const struct {
    const char *text, *found;
} day_first_rows[] = {
    {"Signed 3/4/2021 in Paris.", "3/4/2021=2021-04-03:DATE"},
    {"Signed 03.04.2021 in Bonn.", "03.04.2021=2021-04-03:DATE"},
    {"Signed 3/13/2021 in Paris.", "3/13/2021=2021-03-13:DATE"},
    {"Signed 17/8/21 in Paris.", "17/8/21=2021-08-17:DATE"},
    {"Signed 32/8/2021 in Paris.", ""},
};

/* German, by the pack conf/lang/de; the order of numbers is dmy. */
static const struct {
    const char *published, *text, *found;
} german_rows[] = {
    {"2021-08-17", "Am 17. August 2021 kam er.", "17. August 2021=2021-08-17:DATE"},
    {"2021-08-17", "Am Dienstag, dem 17. August, kam er.", "Dienstag, dem 17. August=2021-08-17:DATE"},
    {"2021-08-17", "Am Dienstag, den 17.8.2021, kam er.", "Dienstag, den 17.8.2021=2021-08-17:DATE"},
    {"2021-08-17", "Am 03.04.2021 kam er.", "03.04.2021=2021-04-03:DATE"},
    {"2021-08-17", "Am 1. März kam er.", "1. März=2021-03-01:DATE"},
    {"2021-08-17", "Am ersten Mai kam er.", "ersten Mai=2021-05-01:DATE"},
    {"2021-08-17", "Am 3. und 4. Mai regnete es.", "3.=2021-05-03:DATE; 4. Mai=2021-05-04:DATE"},
    {"2021-08-17", "Sie dauerte ein Jahr und drei Monate.", "ein Jahr und drei Monate=P1Y3M:DURATION"},
    {"2021-08-17", "Am 31. Februar kam er.", ""},
    {"2021-08-17", "Am Montag sagte er das.", "Montag=2021-08-16:DATE"},
    {"2021-08-17", "Er wird am Freitag kommen.", "Freitag=2021-08-20:DATE"},
    {"2021-08-17", "Er kam vergangenen Freitag.", "vergangenen Freitag=2021-08-13:DATE"},
    {"2021-08-17", "Er kommt nächsten Freitag.", "nächsten Freitag=2021-08-20:DATE"},
    {"2021-08-17", "Am Montagabend regnete es.", "Montagabend=2021-08-16TEV:TIME"},
    {"2021-08-17", "Gestern Abend regnete es.", "Gestern Abend=2021-08-16TEV:TIME"},
    {"2021-08-17", "Heute Abend um 20 Uhr spielt er.", "Heute Abend um 20 Uhr=2021-08-17T20:TIME"},
    {"2021-08-17", "Die Sitzung beginnt um 9.30 Uhr.", "9.30 Uhr=2021-08-17T09:30:TIME"},
    {"2021-08-17", "Er kam um 8 Uhr abends.", "8 Uhr abends=2021-08-17T20:00:TIME"},
    {"2021-08-17", "Er will morgen kommen.", "morgen=2021-08-18:DATE"},
    {"2021-08-17", "Am Morgen regnete es.", "Morgen=2021-08-17TMO:TIME"},
    {"2021-08-17", "Er kam vorgestern und geht übermorgen.", "vorgestern=2021-08-15:DATE; übermorgen=2021-08-19:DATE"},
    {"2021-08-17", "Er kam letzte Woche.", "letzte Woche=2021-W32:DATE"},
    {"2021-08-17", "Vor zwei Wochen kam er.", "Vor zwei Wochen=2021-W31:DATE"},
    {"2021-08-17", "Vor drei Tagen kam er.", "Vor drei Tagen=2021-08-14:DATE"},
    {"2021-08-17", "Er kommt in drei Tagen.", "in drei Tagen=2021-08-20:DATE"},
    {"2021-08-17", "Zwei Tage nach Weihnachten 2020 ging er.", "Zwei Tage nach Weihnachten 2020=2020-12-27:DATE"},
    {"2021-08-17", "Im vergangenen Jahr stieg der Preis.", "vergangenen Jahr=2020:DATE"},
    {"2021-08-17", "Im Juli stieg der Preis.", "Juli=2021-07:DATE"},
    {"2021-08-17", "Ende Juli 2020 stieg er.", "Ende Juli 2020=2020-07:DATE"},
    {"2021-08-17", "Im dritten Quartal 2020 stieg er.", "dritten Quartal 2020=2020-Q3:DATE"},
    {"2021-08-17", "Im ersten Halbjahr 2020 fiel er.", "ersten Halbjahr 2020=2020-H1:DATE"},
    {"2021-08-17", "Im Sommer 2019 war es heiß.", "Sommer 2019=2019-SU:DATE"},
    {"2021-08-17", "Im Jahr 1989 fiel die Mauer.", "Jahr 1989=1989:DATE"},
    {"2021-08-17", "In den 1990er Jahren wuchs sie.", "den 1990er Jahren=199:DATE"},
    {"2021-08-17", "In den Neunzigerjahren wuchs sie.", "den Neunzigerjahren=199:DATE"},
    {"2021-08-17", "Im 19. Jahrhundert wuchs sie.", "19. Jahrhundert=18:DATE"},
    {"2021-08-17", "Das Treffen in KW 33 fällt aus.", "KW 33=2021-W33:DATE"},
    {"2021-08-17", "Vom 3. bis 5. Mai war er dort.", "3.=2021-05-03:DATE; 5. Mai=2021-05-05:DATE"},
    {"2021-08-17", "Von März bis Mai 2020 war er dort.", "März=2020-03:DATE; Mai 2020=2020-05:DATE"},
    {"2021-08-17", "Am Wochenende regnete es.", "Wochenende=2021-W32-WE:DATE"},
    {"2021-08-17", "Er kommt jeden Montag.", "jeden Montag=XXXX-WXX-1:SET"},
    {"2021-08-17", "Er spielt montags.", "montags=XXXX-WXX-1:SET"},
    {"2021-08-17", "Er spielt alle zwei Wochen.", "alle zwei Wochen=P2W:SET"},
    {"2021-08-17", "Das dauerte anderthalb Jahre.", "anderthalb Jahre=P1Y6M:DURATION"},
    {"2021-08-17", "Das dauerte ein halbes Jahr.", "ein halbes Jahr=P6M:DURATION"},
    {"2021-08-17", "Das dauerte einundzwanzig Tage.", "einundzwanzig Tage=P21D:DURATION"},
    {"2021-08-17", "Das dauerte mehrere Monate.", "mehrere Monate=PXM:DURATION"},
    {"2021-08-17", "Am Tag der Deutschen Einheit regnet es.", "Tag der Deutschen Einheit=2021-10-03:DATE"},
    {"2021-04-10", "An Ostern regnete es.", "Ostern=2021-04-04:DATE"},
    {"2021-08-17", "Er ist jetzt frei.", "jetzt=PRESENT_REF:DATE"},
    {"2021-08-17", "1.984 Menschen starben.", ""},
    {"2021-08-17", "Er ist 54 Jahre alt.", ""},
    {"2021-08-17", "Die Welt am Sonntag berichtete.", ""},
    {"2021-08-17", "Guten Morgen, sagte er.", ""},
    {"", "Er kam gestern.", "gestern=XXXX-XX-XX:DATE"},
    {"", "Er kam am Montag.", "Montag=XXXX-WXX-1:DATE"},
};

/* The days that the first date of a text covers, and the grain that it gives terms at. */
static const struct {
    const char *published, *text, *days;
} day_rows[] = {
    {"2021-08-17", "on Monday", "day 2021-08-16 2021-08-16"},
    {"2021-08-17", "last night", "day 2021-08-16 2021-08-16"},
    {"2021-08-17", "in February 2020", "month 2020-02-01 2020-02-29"},
    {"2021-08-17", "in 1990", "year 1990-01-01 1990-12-31"},
    {"2021-08-17", "last week", "day 2021-08-09 2021-08-15"},
    {"2021-08-17", "over the weekend", "day 2021-08-14 2021-08-15"},
    {"2021-08-17", "in the third quarter of 2020", "month 2020-07-01 2020-09-30"},
    {"2021-08-17", "the first half of 2020", "month 2020-01-01 2020-06-30"},
    {"2021-08-17", "in the winter of 1999", "month 1999-12-01 2000-02-29"},
    {"2021-08-17", "in the 1990s", "year 1990-01-01 1999-12-31"},
    {"2021-08-17", "on May 5-7", "day 2021-05-05 2021-05-07"},
    {"2021-08-17", "from March to May", "month 2021-03-01 2021-05-31"},
    {"2021-08-17", "in March and May", "month 2021-03-01 2021-03-31"},
    {"2021-08-17", "from 1990 to 1992", "year 1990-01-01 1992-12-31"},
    {"2021-08-17", "Ramadan 2021", "day 2021-04-13 2021-05-12"},
    {"2021-08-17", "Hanukkah 2021", "day 2021-11-29 2021-12-06"},
    {"", "Christmas Day 1900", "day 1900-12-25 1900-12-25"},
    {"2021-08-17", "in the 20th century", "none"},
    {"2021-08-17", "recently", "none"},
    {"2021-08-17", "for two days", "none"},
    {"2021-08-17", "every Monday", "none"},
    {"", "on Monday", "none"},
    {"", "last year", "none"},
    {"", "on May 5", "none"},
    {"", "in May 2020", "month 2020-05-01 2020-05-31"},
};

/* clang-format on */

static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};

struct run {
    struct arena arena;
    struct mentions mentions;
    struct passage passage;
};

static uint32_t packed(const char *day)
{
    int year = 0, month = 0, date = 0;
    return sscanf(day, "%d-%d-%d", &year, &month, &date) == 3
               ? (uint32_t)(year * 10000 + month * 100 + date)
               : 0;
}

static bool recognize_in(struct run *run, const struct lexicon *lexicon, const char *published,
                         const char *text, bool day_first)
{
    masthead_settings settings = {.day_first = day_first};
    *run = (struct run){.arena = {0}};
    if (scan(lexicon, view_string(text), &run->arena, &run->passage.tokens))
        return false;
    struct reading reading = {.settings = &settings,
                              .lexicon = lexicon,
                              .passages = &run->passage,
                              .passage_count = 1,
                              .published = packed(published),
                              .arena = &run->arena};
    return dates_recognize(&reading, &run->mentions) == MASTHEAD_OK;
}

static void run_close(struct run *run)
{
    mentions_free(&run->mentions);
    arena_free(&run->arena);
}

static void check_row(const struct lexicon *lexicon, const char *published, const char *text,
                      const char *found, bool day_first)
{
    struct run run;
    char got[1000], name[300];
    size_t used = 0;
    got[0] = '\0';
    if (recognize_in(&run, lexicon, published, text, day_first))
        for (uint32_t i = 0; i < run.mentions.count; i++) {
            const struct mention *m = &run.mentions.at[i];
            used += (size_t)snprintf(got + used, sizeof got - used, "%s%.*s=%s:%s", i ? "; " : "",
                                     (int)(m->end - m->begin), text + m->begin, m->value,
                                     types[m->type]);
        }
    snprintf(name, sizeof name, "%s | %s", published, text);
    same(got, found, name);
    run_close(&run);
}

static void check_days(const struct lexicon *lexicon, const char *published, const char *text,
                       const char *days)
{
    static const char *const grains[] = {"none", "day", "month", "year"};
    struct run run;
    char got[100] = "nothing", name[300];
    if (recognize_in(&run, lexicon, published, text, false) && run.mentions.count) {
        const struct mention *m = &run.mentions.at[0];
        if (m->grain == GRAIN_NONE)
            snprintf(got, sizeof got, "none");
        else
            snprintf(got, sizeof got, "%s %d-%02d-%02d %d-%02d-%02d", grains[m->grain],
                     m->from.year, m->from.month, m->from.day, m->to.year, m->to.month, m->to.day);
    }
    snprintf(name, sizeof name, "days: %s | %s", published, text);
    same(got, days, name);
    run_close(&run);
}

int main(void)
{
    struct lexicon *lexicon;
    masthead_error err = MASTHEAD_ERROR_INIT;
    if (lexicon_open(source_path("conf/lang/en"), &lexicon, &err)) {
        ok(false, "the language pack: %s", masthead_error_text(&err));
        return done();
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check_row(lexicon, rows[i].published, rows[i].text, rows[i].found, false);
    for (size_t i = 0; i < sizeof day_first_rows / sizeof day_first_rows[0]; i++)
        check_row(lexicon, "2021-08-17", day_first_rows[i].text, day_first_rows[i].found, true);
    for (size_t i = 0; i < sizeof day_rows / sizeof day_rows[0]; i++)
        check_days(lexicon, day_rows[i].published, day_rows[i].text, day_rows[i].days);
    lexicon_close(lexicon);
    if (lexicon_open(source_path("conf/lang/de"), &lexicon, &err)) {
        ok(false, "the German pack: %s", masthead_error_text(&err));
        return done();
    }
    for (size_t i = 0; i < sizeof german_rows / sizeof german_rows[0]; i++)
        check_row(lexicon, german_rows[i].published, german_rows[i].text, german_rows[i].found,
                  true);
    lexicon_close(lexicon);
    return done();
}
