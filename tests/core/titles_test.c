/* titles_test.c - offices and honorifics in a text
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "arena.h"
#include "lexicon.h"
#include "office.h"
#include "recognize.h"
#include "test.h"

/* Each title as `text=value`, or `text` alone when that is its value, and its modifier in <>. */
static const struct row {
    const char *text, *titles;
} rows[] = {
    {"", ""},
    {"no title here", ""},
    {"They met Amir Ali.", ""},
    /* before a name */
    {"He met President Joe Biden.", "President=president"},
    {"U.K. Prime Minister Boris Johnson", "Prime Minister=prime minister<uk>"},
    {"a call with British prime minister Boris Johnson", "prime minister<uk>"},
    {"Britain's Prime Minister Boris Johnson", "Prime Minister=prime minister<uk>"},
    {"White House press secretary Jen Psaki", "press secretary<white house>"},
    {"national security adviser Jake Sullivan", "national security adviser"},
    {"National Security Advisor Jake Sullivan",
     "National Security Advisor=national security adviser"},
    {"US Secretary of State Antony Blinken", "Secretary of State=secretary of state<us>"},
    {"UK PM Boris Johnson", "PM=prime minister<uk>"},
    {"Sen. Ann Lee and Rep. Bo Park", "Sen.=senator; Rep.=representative"},
    {"Lt. Gen. Ann Lee", "Lt. Gen.=lieutenant general"},
    {"Lieutenant-General Ann Lee", "Lieutenant-General=lieutenant general"},
    {"Dr. Ann Lee and Dr Bo Park", "Dr.=dr; Dr=dr"},
    {"Gen. Sir Nick Carter", "Gen.=general; Sir=sir"},
    {"Liverpool manager Ann Lee", "manager<liverpool>"},
    {"Goldman Sachs CEO Ann Lee", "CEO=chief executive officer<goldman sachs>"},
    {"the \u034b CEO Ann Lee", "CEO=chief executive officer"}, /* a mark without its letter */
    /* an office is put together */
    {"the deputy defence minister, Ann Lee", "deputy defence minister=deputy defense minister"},
    {"Minister of Finance Ann Lee", "Minister of Finance=finance minister"},
    {"the minister for foreign affairs said", "minister for foreign affairs=foreign minister"},
    {"Secretary of the Treasury Ann Lee", "Secretary of the Treasury=treasury secretary"},
    {"the secretary of state for health, Ann Lee",
     "secretary of state for health=health secretary"},
    {"health and education minister Ann Lee", "health and education minister"},
    {"President-elect Ann Lee", "President-elect=president elect"},
    {"Gov.-elect Ann Lee", "Gov.-elect=governor elect"},
    {"chief medical officer Ann Lee", "chief medical officer"},
    {"chief executive Ann Lee", "chief executive=chief executive officer"},
    {"Minister of Energy and Natural Resources Ann Lee",
     "Minister of Energy and Natural Resources=energy and natural resources minister"},
    {"the Minister for Gender, Labour, and Social Development, Ann Lee",
     "Minister for Gender, Labour, and Social Development="
     "gender and labor and social development minister"},
    {"Minister of the Environment and Executive Director Ann Lee",
     "Minister of the Environment=environment minister; Executive Director=executive director"},
    {"Minister of State for Water and Head of the Board, Ann Lee",
     "Minister of State for Water=water minister of state; Head=head<board>"},
    {"the High Commissioner for Refugees, Ann Lee",
     "High Commissioner for Refugees=refugee high commissioner"},
    {"Ann Lee, director of education at Leeds, left",
     "director of education=education director<leeds>"},
    {"the director of the Energy Research Institute", "director<energy research institute>"},
    {"Commissioner of Food and Drugs, Ann Lee", "Commissioner=commissioner<food>"},
    {"the director of Health Services, Ann Lee", "director<health services>"},
    {"Regional governor Ann Lee, Municipal Police Chief Bo Park and Union Home Minister Cy Day "
     "met.",
     "governor; Police Chief=police chief<municipal>; Home Minister=home minister<union>"},
    {"the regional director, Ann Lee, left", "regional director"},
    {"Permanent Secretary Ann Lee met permanent chair Bo Park",
     "Permanent Secretary=permanent secretary; chair"},
    {"Presidential Spokesman Ann Lee, presidential spokesman Bo Park",
     "Presidential Spokesman=presidential spokesman; spokesman"},
    {"Second Deputy Prime Minister Ann Lee", "Deputy Prime Minister=deputy prime minister"},
    {"Labour leader Ann Lee, labour leader Bo Park",
     "leader<labour party>; labour leader=labor leader"},
    {"foreign members of it, the deputy first of all", ""}, /* as "members of parliament" begins */
    {"the state secretary of the party", "state secretary"},
    {"Army chief General Ann Lee", "Army chief=army chief; General=general"},
    {"Vice-captain Ann Lee", "Vice-captain=vice captain"},
    {"co-founder and chief financial officer Ann Lee",
     "co-founder=co founder; chief financial officer"},
    /* the holder's time stands beside it */
    {"former U.S. President Ann Lee", "President=president<former us>"},
    {"ex-President Ann Lee", "President=president<former>"},
    {"then-Prime Minister Ann Lee", "Prime Minister=prime minister<then>"},
    {"acting attorney general Ann Lee", "attorney general<acting>"},
    {"one-time mayor Ann Lee", "mayor<former>"},
    /* behind a name and alone */
    {"Ann Lee, director of the FBI, said", "director<fbi>"},
    {"Ann Lee, captain since 2018, said", "captain"},
    {"The prime minister said on Monday", "prime minister"},
    {"the president of Mexico said", "president<mexico>"},
    {"said the general.", "general"},
    {"Mr. President, we are ready", "Mr.=mr; President=president"},
    {"Conservative Party leader Ann Lee", "leader<conservative party>"},
    {"the vicar, the Rev Ann Lee, said", "vicar; Rev=reverend"},
    {"Ann Lee, a two-term governor, said", "governor"},
    {"Ann Lee, 43, secretary of the council, said", "secretary"},
    {"said a senior officer", ""},
    {"said Deputy U.S. Comptroller Ann Lee", "Comptroller=comptroller<us>"},
    {"negotiating positions of major producers, its only major market", ""},
    {"bought by the Ulm-based publisher", ""},
    {"The officer of the guard met the PPP lawmaker.", ""},
    {"Officer Ann Lee and lawmaker Bo Park left.", "Officer=officer; lawmaker"},
    {"industry leaders and community leaders said", ""},
    {"the two major countries, the major industrialised nations", ""},
    {"It said lead manager Union Bank had sold GM <GM> stock.", ""},
    {"MAJOR NEW LENDING SEEN", ""},
    {"social justice for a crime-justice reporter", ""},
    {"Her Majesty the Queen", "Her Majesty=her majesty; Queen=queen"},
    {"Coach Ann Lee smiled. The coach said no.", "Coach=coach; coach"},
    {"The coach said no.", ""},
    {"Gabon's main opposition leader, Ann Lee", "opposition leader<gabon>"},
    {"a United States federal judge sentenced him", "judge<us>"},
    {"It was a star witness --President Lee's aide", "President=president; aide<president lee>"},
    {"Special prosecutor Ann Lee", "Special prosecutor=special prosecutor"},
    {"the chief counsels of the panels", "chief counsels=chief counsel"},
    {"Farrow Group Chief Executive Ann Lee",
     "Chief Executive=chief executive officer<farrow group>"},
    {"U.S. Department of Trade Deputy Director Ann Lee",
     "Deputy Director=deputy director<department of trade>"},
    {"House of Representatives Speaker Ann Lee", "Speaker=speaker<house of representatives>"},
    {"GM Chairman Ann Lee", "Chairman=chairman<gm>"},
    {"Datuk Seri Ann Lee and Cde Bo Park", "Datuk Seri=datuk seri; Cde=comrade"},
    {"the former banker and Treasury secretary", "Treasury secretary=treasury secretary"},
    {"were named vice chairmen of it", "vice chairmen=vice chairman"},
    {"The IGP wishes to thank all.", "IGP=police inspector general"},
    {"Ann Lee, who was a lecturer at Leeds, left", "lecturer<leeds>"},
    {"She served as a trustee of Elm Township.", "trustee<elm township>"},
    {"the Minister for Finance's Mid Year Review", "Minister for Finance=finance minister"},
    {"if the founder and former chairman of Acme left", "founder; chairman<former acme>"},
    {"Ann Lee, then the rebel group's leader, left", "leader"},
    {"Minister Counselor Ann Lee", "Minister Counselor=minister counsellor"},
    /* plurals */
    {"foreign ministers Ann Lee and Bo Park", "foreign ministers=foreign minister"},
    {"the two prime ministers met", "prime ministers=prime minister"},
    {"Ministers come and go", ""},
    {"Sens. Lee and Park", "Sens.=senator"},
    /* capitals and none */
    {"PRESIDENT ANN LEE WINS", "PRESIDENT=president"},
    {"uk prime minister", "prime minister<uk>"},
    {"chief negotiator", "chief negotiator"},
    /* names that are ordinary words or the ends of other names, too: what nobody is called is dropped with the links */
    {"said Mr. Price and Captain Field", "Mr.=mr; Captain=captain"},
    {"President Park left", "President=president"},
    {"the President's Budget", "President=president"},
    {"the judge presiding over the case", "judge"},
    {"Ann Lee, longtime finance director, left", "finance director"},
    {"No money left, transport secretary says", "transport secretary=transportation secretary"},
    {"the president of the Bank of Mauritius", "president<bank of mauritius>"},
    {"the president of the Republic of Mauritius", "president<mauritius>"},
    {"the former Libertarian Party Vice Chairman left",
     "Vice Chairman=vice chairman<former libertarian party>"},
    {"said Chamber of Commerce president Ann Lee", "president<chamber of commerce>"},
    {"U.S. judge orders release", "judge<us>"},
    {"we had two vice presidents: Ann Lee and Bo Park", "vice presidents=vice president"},
    {"a former adviser to Congress left", "adviser<former congress>"},
    {"Ann Lee, a former manager and owner of the site, left", "manager<former>; owner"},
    {"the Bharatiya Janata Party (BJP) president left", "president<bharatiya janata party>"},
    {"Another former Trump adviser, Ann Lee, left", "adviser<former trump>"},
    {"Two Democratic representatives, Ann Lee and Bo Park, left",
     "representatives=representative<democratic>"},
    {"the president of the Movement Another Way left", "president<movement another way>"},
    {"who held the post of speaker this term", "speaker"},
    {"Labour Party leader Ann Lee left", "leader<labour party>"},
    {"the 46th president of France, the only president", "president<france>; president"},
    {"the first female and first French president", "president<france>"},
    {"Al Jama-ah councillor Ann Lee", "councillor<al jama-ah>"},
    {"The chief surnamed Lee left. The officer surnamed Park stayed.", "chief"},
    {"Head of the Inter-City Council for Refugees, Ann Lee",
     "Head=head<inter-city council for refugees>"},
    {"the head of the state-owned broadcaster Telka, Ann Lee, left", "head<telka>"},
    {"said Dr. (Ann) Lee and Dr. A. Park", "Dr.=dr; Dr.=dr"},
    {"Two delegates of Ulm: Ann Lee and Bo Park", "delegates=delegate<ulm>"},
    {"President Ann Lee left. The former leader wept.", "President=president; leader<former>"},
    /* no titles */
    {"Gen Z consumers", ""},
    {"on your general feeling", ""},
    {"the Council's member states", ""},
    {"Prince Ali Hussein Bin Talal Aerial Wing", ""},
    {"a house on President Street", ""},
    {"the Catholic Bishops' Conference", ""},
    {"a major U.S. producer of steel", ""},
    {"the company is a British producer of films", ""},
    {"General Motors and General Mills", ""},
    {"at Prime Minister's Questions", ""},
    {"the Major League and the Premier League", ""},
    {"Bishop's Stortford", ""},
    {"King's Cross", ""},
    {"the general election", ""},
    {"a major problem", ""},
    {"private company", ""},
    {"to minister to the sick", ""},
    {"the coach hit a tree", ""},
    {"at 3 PM on Monday", ""},
    {"Dr Judge Dredd", "Dr=dr"},
    {"a king-size bed", ""},
    {"Md Khan and Angel Di Maria", ""},
    {"to the Directorate General of Highways, the Association of City Mayors", ""},
    {"with the SEC.  Last week it met the press", ""},
    {"On Monday, attorneys general from sixteen states sued.", ""},
    {"each other's major trading partner", ""},
    {"the Directorate-General of Highways", ""},
    {"a Thermo King unit, RKO General would sell it", ""},
    {"Drexel is the king of the hill, the queen of soul", ""},
    {"Economic Justice and Dignity, dealer manager of it, the market leader", ""},
    {"finding that Ohio prosecutors could see it", ""},
    /* at the text's end and with odd bytes */
    {"the prime", ""},
    {"Gen.", ""},
    {"minister of", "minister"},
    {"deputy", "deputy"},
    {"Pr\xc3\xa9sident Ann Lee", "Pr\xc3\xa9sident=president"},
    {"\xff\xfe President \xff", "President=president"},
};

static const struct kind_row {
    const char *office, *head;
    bool is;
} kind_rows[] = {
    {"foreign minister", "minister", true},
    {"secretary of state", "secretary", true},
    {"prime minister", "minister", false},
    {"vice president", "president", false},
    {"lieutenant general", "general", true},
    {"attorney general", "general", false},
    {"president", "president", true},
    {"president", "vice president", false},
    {"deputy foreign minister", "minister", true},
    {"presidents", "president", false},
    {"head coach", "boss", true},
    {"senator", "lawmaker", true},
    {"senator", "boss", false},
    {"foreign secretary", "foreign minister", true},
    {"home secretary", "foreign minister", false},
    {"water minister of state", "minister", true},
    {"water minister of state", "minister of state", true},
    {"undersecretary of state", "secretary", false},
    {"president", "leader", true},
};

static int by_begin(const void *left, const void *right)
{
    const struct mention *a = left, *b = right;
    return a->begin < b->begin ? -1 : a->begin > b->begin;
}

static void render(const struct tokens *tokens, const struct mentions *mentions, char *out,
                   size_t room)
{
    size_t used = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < mentions->count && used < room; i++) {
        const struct mention *m = &mentions->at[i];
        int size = (int)(m->end - m->begin);
        bool same_text = strlen(m->value) == (size_t)size &&
                         memcmp(tokens->text + m->begin, m->value, (size_t)size) == 0;
        used += (size_t)snprintf(out + used, room - used, "%s%.*s%s%s%s%s%s", i ? "; " : "", size,
                                 tokens->text + m->begin, same_text ? "" : "=",
                                 same_text ? "" : m->value, m->modifier ? "<" : "",
                                 m->modifier ? m->modifier : "", m->modifier ? ">" : "");
    }
}

static void check(const struct lexicon *lexicon, const struct row *row)
{
    struct arena arena = {0};
    struct passage passage = {0};
    struct mentions mentions = {0};
    struct reading reading = {
        .lexicon = lexicon, .passages = &passage, .passage_count = 1, .arena = &arena};
    char got[1000];
    if (scan(lexicon, view_string(row->text), &arena, &passage.tokens) ||
        titles_recognize(&reading, &mentions))
        abort();
    if (mentions.count)
        qsort(mentions.at, mentions.count, sizeof *mentions.at, by_begin);
    render(&passage.tokens, &mentions, got, sizeof got);
    same(got, row->titles, row->text);
    mentions_free(&mentions);
    arena_free(&arena);
}

int main(void)
{
    struct lexicon *lexicon;
    masthead_error err = MASTHEAD_ERROR_INIT;
    if (lexicon_open(source_path("conf/lang/en"), &lexicon, &err)) {
        printf("Bail out! %s", masthead_error_text(&err));
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(lexicon, &rows[i]);
    for (size_t i = 0; i < sizeof kind_rows / sizeof *kind_rows; i++)
        ok(office_is_kind_of(lexicon, kind_rows[i].office, kind_rows[i].head) == kind_rows[i].is,
           "a %s is %sa kind of %s", kind_rows[i].office, kind_rows[i].is ? "" : "not ",
           kind_rows[i].head);
    lexicon_close(lexicon);
    return done();
}
