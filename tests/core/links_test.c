/* links_test.c - whose title it is
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "arena.h"
#include "lexicon.h"
#include "links.h"
#include "recognize.h"
#include "test.h"

/* Names are given, in brackets; those with one last word are one person.  Each title as `value:last word`, or `value:-`. */
static const struct row {
    const char *text, *links;
} rows[] = {
    /* before a name */
    {"President [Joe Biden] spoke.", "president:Biden"},
    {"Gen. Sir [Nick Carter] spoke.", "general:Carter sir:Carter"},
    {"foreign ministers [Sergei Lavrov] and [Wang Yi] met",
     "foreign minister:Lavrov foreign minister:Yi"},
    {"Presidents [Emmanuel Macron] of France, [Joe Biden] and [Sergio Mattarella] met",
     "president:Macron president:Biden president:Mattarella"},
    {"Prime Minister and Finance Minister [Ann Lee] spoke",
     "prime minister:Lee finance minister:Lee"},
    {"head of the presidential office [Ann Lee] spoke", "head:Lee"},
    {"Maj. Gen. (retd) [Ann Lee] left", "major general:Lee"},
    {"President of the Mars Society Dr. [Ann Lee] left", "president:Lee dr:Lee"},
    {"former governor and U.S. Senator [Ann Lee] left", "governor:Lee senator:Lee"},
    {"the owner of [Lowry Park] left", "owner:-"},
    {"A house on President Park and one on Captain Field", ""},
    {"H.H. the Crown Prince [Ann Lee] left. HH the Prime Minister [Bo Park] left.",
     "crown prince:Lee his highness:Park prime minister:Park"},
    {"the commander of the Royal Navy (RN) Adm. [Ann Lee] left", "commander:Lee admiral:Lee"},
    {"Head of Iran Small Industries and Industrial Parks Organization (ISIPO) [Ann Lee] left",
     "head:Lee"},
    {"The Ambassador of Egypt to Mauritius, Dr [Ann Lee], left.", "ambassador:Lee dr:Lee"},
    {"FRENCH MINISTER RENEWS CLAIMS\n\nFrench Minister [Ann Lee] left.",
     "minister:Lee minister:Lee"},
    {"Chairman of the State Great Khural [Ann Lee] left", "chairman:Lee"},
    {"[Ann Lee], once political adviser to Congress chief [Bo Park], left.",
     "political adviser:Lee chief:Park"},
    {"Meghalaya director general of police (DGP) [Ann Lee] left",
     "police director general:Lee police director general:Lee"},
    {"Leader of the opposition in senate [Ann Lee] left. Senator from Ohio [Bo Park] left.",
     "opposition leader:Lee senator:Park"},
    {"[Ann Lee], leader of coalition partner [Bo], left.", "leader:Lee"},
    {"Sens. [Ann Lee] (D-Ohio) and [Bo Park] (R-Iowa) met.", "senator:Lee senator:Park"},
    {"neither Messrs. [Lee] nor [Park] spoke", "mr:Lee mr:Park"},
    {"Prosecutors met District Attorney [Ann Lee]. Later District Attorney Lee's office agreed.",
     "district attorney:Lee district attorney:-"},
    {"[Ann Lee] met Chancellor Otto [Park].", "chancellor:Park"},
    {"The inspector surnamed [Liu] left. The chief of the station, identified as [Bo Park], "
     "stayed.",
     "inspector:Liu chief:Park"},
    {"The mayors of Ulm, [Ann Lee]; from Basel, [Bo Park], and of Bern, [Cy Day], met.",
     "mayor:Lee mayor:Park mayor:Day"},
    /* in apposition */
    {"[Jen Psaki], the White House press secretary, said", "press secretary:Psaki"},
    {"[Ann Lee], 51, mayor of Basel, said", "mayor:Lee"},
    {"[Ann Lee] (chief executive) said", "chief executive officer:Lee"},
    {"[Ann Lee], president and chief executive of Acme, said",
     "president:Lee chief executive officer:Lee"},
    {"Its chief executive, [Tim Cook], said", "chief executive officer:Cook"},
    {"The prime minister of Norway, [Jonas Dahl], said", "prime minister:Dahl"},
    {"After a call with [Ann Lee], the prime minister said no", "prime minister:-"},
    {"[Ann Lee], President [Bo Park] and others", "president:Park"},
    {"[Ann Lee]'s spokesman, [Bo Park], said", "spokesman:Park"},
    {"Sen. [Ann Lee] (R-N.C.), chairman of the panel, left.", "senator:Lee chairman:Lee"},
    {"Rep. [Ann Lee], D-Ohio, the chairman, left.", "representative:Lee chairman:Lee"},
    {"[Ann Lee], [Bo Park] president, left.", "president:Lee"},
    {"[Ann Lee], president of Acme in Ohio, and former chairman of Ajax, left.",
     "president:Lee chairman:Lee"},
    {"Acme's chairman and chief executive, [Ann Lee], left.",
     "chairman:Lee chief executive officer:Lee"},
    {"The mayor and Police Chief [Ann Lee] left.", "mayor:- police chief:Lee"},
    {"A spokesman, Col. [Ann Lee], left.", "spokesman:Lee colonel:Lee"},
    {"[Ann Lee], the envoy to Kenya and now the director general of a department, left.",
     "envoy:Lee director general:Lee"},
    {"[Ann Lee] is chairman & CEO of Acme.", "chairman:Lee chief executive officer:Lee"},
    {"Representative of the Secretary-General of the United Nations, [Ann Lee], left.",
     "representative:Lee secretary general:-"},
    {"[Ann Lee] met [Bo Park], three vice presidents and others.", "vice president:-"},
    {"[Ann Lee] and [Bo Park], the vice presidents, met.",
     "vice president:Lee vice president:Park"},
    {"The army, whose commander-in-chief is General [Ann Lee], won.",
     "commander in chief:Lee general:Lee"},
    {"The founder of Acme, political activist [Ann Lee], left.", "founder:Lee"},
    {"[Ann Lee], a lawyer and former senator, left.", "senator:Lee"},
    {"[Ann Lee], activist, academic and leader of the Green Party", "leader:Lee"},
    {"The bank's Representative to Mongolia Dr. [Ann Lee] left.", "representative:Lee dr:Lee"},
    {"[Ann Lee] beat Senator [Bo Park] to become the first woman senator.",
     "senator:Park senator:Lee"},
    {"President [Ann Lee] left. One day her son would become the president.",
     "president:Lee president:-"},
    {"As Attorney General, [Ann Lee] leads it.", "attorney general:Lee"},
    {"One senator, [Ann Lee], said no. Vice Admiral, [Bo Park], left.",
     "senator:Lee vice admiral:Park"},
    {"The European representative on the task force, [Ann Lee], left.", "representative:Lee"},
    {"[Ann Lee] was mayor. [Bo Park] appointed him finance minister.",
     "mayor:Lee finance minister:Lee"},
    {"Senators [Ann Lee] of Ohio, [Bo Park] of New York and [Cy Day] met.",
     "senator:Lee senator:Park senator:Day"},
    {"vice president of women and family affairs [Ann Lee] left", "vice president:Lee"},
    {"[Ann Lee], former director of government affairs and public policy for Acme, left",
     "director:Lee"},
    {"His Highness Sheikh [Ann Lee] left. An aide of His Highness the UAE President left.",
     "his highness:Lee sheikh:Lee his highness:- president:-"},
    {"party MP and president, Youth League (YL), [Ann Lee] left.", "mp:Lee president:Lee"},
    {"Its Spokesperson to the Middle East and North Africa, [Ann Lee], left.", "spokesperson:Lee"},
    {"His deputy, Marine Lt. Col. [Ann Lee], left.", "deputy:Lee lieutenant colonel:Lee"},
    {"[Ann Lee] was chosen by Governor [Bo Park] as his justice minister.",
     "governor:Park justice minister:Lee"},
    {"[Ann Lee] appointed a retired diplomat as special envoy.", "special envoy:-"},
    {"[Ann Lee] has been the president's top aide.", "president:- aide:Lee"},
    {"[Ann Lee] hopes to become the next president.", "president:-"},
    {"[Ann Lee] serves in the office of the chairman.", "chairman:-"},
    {"[Ann Lee] met [Bo Park] and served until she became governor.", "governor:Lee"},
    {"The director of the Direction nationale de controle des prix (DNC), Mr [Ann Lee], left.",
     "director:Lee mr:Lee"},
    {"Former Trump adviser, [Ann Lee], left.", "adviser:Lee"},
    {"The head of the GMB union (once the NUGMW), [Ann Lee], left.", "head:Lee"},
    {"After talks with a mayor, [Ann Lee] left.", "mayor:-"},
    {"Town councillor, [Ann Lee] said no. Al Jama-ah councillor, [Bo Park] said yes.",
     "councillor:- councillor:Park"},
    {"[Ann Lee] is chairman and chief executive officer, replacing [Bo Park].",
     "chairman:Lee chief executive officer:Lee"},
    {"[Ann Lee], commander of the army and second vice chairman of the board, left.",
     "commander:Lee vice chairman:Lee"},
    {"The Adviser to the Deputy Mayor and Spokesman of Ulm, Dr [Ann Lee], left.",
     "adviser:Lee deputy mayor:- spokesman:Lee dr:Lee"},
    {"ULM: Party secretary and in charge of Ulm, Basel and Bern, [Ann Lee] has left.",
     "party secretary:Lee"},
    {"Secretary of the party for years, [Ann Lee]'s brother left.", "secretary:-"},
    {"[Ann Lee] left with his widow, [Cy Park]. Later [Park] met [Bo Park], his son. Chancellor "
     "[Park] left.",
     "chancellor:Park"},
    {"Prime Minister ([Ann]) Lee and Army chief Said [Park] met.",
     "prime minister:Ann army chief:Park"},
    {"World Bank director for Latin America and the Caribbean [Ann Lee] left. President of the Rio "
     "de Janeiro Coffee "
     "Association [Bo Park] stayed.",
     "director:Lee president:Park"},
    {"President of the Ulm Chamber of Commerce and Industry (UCCI) [Ann Lee] left.",
     "president:Lee"},
    {"The chairman of the House panel on milk, livestock and poultry, Rep. [Ann Lee] (D-Tex.), "
     "said no.",
     "chairman:Lee representative:Lee"},
    {"Assistant secretary for international trade [Ann Lee] met a spokesman for singer [Bo Park] "
     "and the director for mayor "
     "[Cy Day].",
     "assistant international trade secretary:Lee spokesman:- mayor:Day"},
    {"[Ann Lee], professor of economics at Leeds told the panel no.", "professor:Lee"},
    /* is, was, became, was made */
    {"[Ann Lee] is the mayor of Basel.", "mayor:Lee"},
    {"[Ann Lee], who was mayor until May, said", "mayor:Lee"},
    {"[Ann Lee] became prime minister in 2014.", "prime minister:Lee"},
    {"[Ann Lee] has been appointed ambassador to Japan.", "ambassador:Lee"},
    {"[Ann Lee] resigned as mayor.", "mayor:Lee"},
    {"[Ann Lee], now a city mayor, and [Bo Park], also mayor of Ulm, left.",
     "mayor:Lee mayor:Park"},
    {"[Ann Lee], who is also the mayor, left.", "mayor:Lee"},
    {"They named [Ann Lee] as the country's new president.", "president:Lee"},
    {"[Ann Lee], the company's chairman, left.", "chairman:Lee"},
    {"The bishop, the Most Rev [Ann Lee], left.", "bishop:Lee most reverend:Lee"},
    {"Shadow chancellor [Ann Lee] left. The chancellor stayed.",
     "shadow chancellor:Lee chancellor:-"},
    {"[Ann Lee] succeeded [Bo Park] as mayor.", "mayor:Lee"},
    {"The firm named [Ann Lee] chief executive.", "chief executive officer:Lee"},
    {"[Ann Lee] has not chosen a foreign minister.", "foreign minister:-"},
    {"[Ann Lee], MP, left", "mp:Lee"},
    {"[Ann Lee] was elected president. Before that she had served as mayor.",
     "president:Lee mayor:Lee"},
    {"[Ann Lee]'s term as mayor ended.", "mayor:Lee"},
    {"[Ann Lee] elected mayor", "mayor:Lee"},
    {"Presidents [Bo Park] and [Cy Day] met [Ann Lee]. His time as mayor was short. Her time as "
     "dean, too.",
     "president:Park president:Day mayor:Park dean:Park"},
    {"[Ann Lee] left, with [Bo Park] succeeding her as mayor.", "mayor:Park"},
    {"[Bo Park] replaced [Ann Lee], who resigned as mayor.", "mayor:Lee"},
    {"[Ann Lee] said she could become mayor.", "mayor:-"},
    {"[Ann Lee] was elected as trade house representative.", "representative:Lee"},
    {"They nominated [Ann Lee] for president and Ohio chairman [Bo Park] for mayor.",
     "president:- chairman:Park mayor:-"},
    {"When [Ann Lee] left, [Bo Park] ran. He had been a senator.", "senator:Park"},
    {"Mayor [Ann Lee] left. [Bo Park] praised her. She spoke of his time as governor.",
     "mayor:Lee governor:Park"},
    {"Mayor [Ann Lee] left. When elected mayor she was 51.", "mayor:Lee mayor:Lee"},
    {"The president and vice president left. President [Ann Lee] stayed.",
     "president:Lee vice president:- president:Lee"},
    {"[Ann Lee], who held the post of mayor, left.", "mayor:Lee"},
    {"[Ann Lee], a daughter of [Bo Park], who served as mayor, left.", "mayor:Park"},
    {"[Ann Lee] will remain as chairman, president and chief executive.",
     "chairman:Lee president:Lee chief executive officer:Lee"},
    {"[Ann Lee], currently mayor of Ulm, left. [Bo Park] currently mayor of Basel left.",
     "mayor:Lee mayor:Park"},
    {"Two presidents were impeached: [Ann Lee] and [Bo Park].", "president:Lee president:Park"},
    {"The only two presidents in all of history, [Ann Lee] and [Bo Park], left.",
     "president:Lee president:Park"},
    {"Messrs. [Ann Lee] and [Bo Park] left.", "mr:Lee mr:Park"},
    {"[Ann Lee], an aide to President [Bo Park], served as mayor.",
     "aide:Lee president:Park mayor:Lee"},
    {"[Ann Lee] and [Bo Park] are the senators.", "senator:Lee senator:Park"},
    {"[Ann Lee] left. She is a former mayor.", "mayor:Lee"},
    {"When [Ann Lee] won, she also became head of the army.", "head:Lee"},
    {"[Ann Lee] left. His time as mayor was short.", "mayor:Lee"},
    {"Upon taking the post of mayor in May, [Ann Lee] left.", "mayor:Lee"},
    {"[Ann Lee] left. Upon taking the post of mayor in May, she wept.", "mayor:Lee"},
    {"Mayor [Bo Park] left. \"I was elected mayor,\" said [Ann Lee].", "mayor:Park mayor:Lee"},
    {"Mayor [Bo Park] left. \"No,\" [Ann Lee] said. \"I do more as mayor.\"",
     "mayor:Park mayor:Lee"},
    {"[Ann Lee], once mayor in [Bo Park]'s time, was formerly head of the bank.",
     "mayor:Lee head:Lee"},
    {"[Ann Lee] of Ulm was elected executive committee chairman.", "chairman:Lee"},
    {"It elected [Ann Lee] a director and named him chairman, replacing [Bo Park].",
     "chairman:Lee"},
    {"Profits fell, the head of the Bank of Ulm told reporters. Bank chairman [Ann Lee] said so.",
     "head:Lee chairman:Lee"},
    {"[Ann Lee] has assumed the positions of president and chief executive.",
     "president:Lee chief executive officer:Lee"},
    {"[Ann Lee] was chosen to be President [Bo Park]'s chief of staff.",
     "president:Park chief of staff:Lee"},
    {"[Ann Lee] has been the only mayor who stayed.", "mayor:Lee"},
    {"[Ann Lee] would become the first female and first African-American mayor.", "mayor:Lee"},
    {"[Ann Lee] would become the 46th mayor.", "mayor:Lee"},
    {"[Ann Lee] congratulated [Bo Park], and said she was sure he would be an excellent mayor.",
     "mayor:Park"},
    {"[Ann Lee] scolded [Bo Park] and told him not to forget that he spoke as the mayor.",
     "mayor:Park"},
    {"Mayor [Ann Lee] left. The mayor, who is also the party's spokesman, was tired.",
     "mayor:Lee mayor:Lee spokesman:Lee"},
    /* alone */
    {"Polish president leaves\n\nPolish President [Ann Lee] left.", "president:Lee president:Lee"},
    {"Mayor [Ann Lee] left. As mayor, she won. The mayor's post is open.",
     "mayor:Lee mayor:Lee mayor:-"},
    {"Awami League general secretary [Ann Lee] left. The AL general secretary said no.",
     "general secretary:Lee general secretary:Lee"},
    {"Polish President [Ann Lee] left. The Polish leader said no.", "president:Lee leader:Lee"},
    {"The mayor of Basel left. Mayor [Ann Lee] said no.", "mayor:Lee mayor:Lee"},
    {"Outgoing President [Ann Lee] left. The president said no. The new president stayed.",
     "president:Lee president:Lee president:-"},
    {"Prime Minister [Ann Lee] left. The premier said no.", "prime minister:Lee premier:Lee"},
    {"Chief of Staff [Ann Lee] left. He had a call from the chief of staff to a Republican.",
     "chief of staff:Lee chief of staff:Lee"},
    {"Goa Bharatiya Janata Party (BJP) vice president [Ann Lee] left. The BJP leader said no.",
     "vice president:Lee leader:Lee"},
    {"Mr Justice [Ann Lee] ruled. The judge said no.", "mr justice:Lee judge:Lee"},
    {"President [Ann Lee] asked whether he was ready for the job of president.",
     "president:Lee president:-"},
    {"Justice [Ann Lee] left. The judge said no.", "justice:Lee judge:Lee"},
    {"President [Ann Lee] met Polish President [Bo Park] a long time ago, and said so. After many "
     "words had been said "
     "about it by all of those who had come to hear him and had been made to wait in the rain for "
     "an hour or two, for the most "
     "part without a hat, as is the custom in that part of the world, or so they had been told, "
     "the president left.",
     "president:Lee president:Park president:Lee"},
    {"The mayor spoke. Mayor [Ann Lee] left. The mayor won.", "mayor:Lee mayor:Lee mayor:Lee"},
    {"Foreign Minister [Ann Lee] left. The minister said no.", "foreign minister:Lee minister:Lee"},
    {"Secretary of State [Ann Lee] left. The secretary said no.",
     "secretary of state:Lee secretary:Lee"},
    {"Vice President [Ann Lee] left. The president said no.", "vice president:Lee president:-"},
    {"Polish President [Ann Lee] met Hungarian President [Bo Park]. The Hungarian president left.",
     "president:Lee president:Park president:Park"},
    {"President [Ann Lee] left. [Ann Lee] told France no. The French president stayed.",
     "president:Lee president:Lee"},
    {"The party's secretary, [Ann Lee], spoke. \"No,\" Lee said. \"Yes,\" the PPP leader said.",
     "secretary:Lee leader:Lee"},
    {"Dockside manager [Ann Lee] won. The Wharf Lane boss was pleased.", "manager:Lee boss:Lee"},
    {"Former deputy chief [Ann Lee] was freed. The former transport minister was well.",
     "deputy chief:Lee transportation minister:Lee"},
    {"President [Ann Lee] of France and President [Bo Park] of Mali met. The two presidents spoke.",
     "president:Lee president:Park president:Lee president:Park"},
    {"His Highness the Emir, Sheikh [Ann Lee], left. His Highness was tired.",
     "his highness:Lee emir:Lee sheikh:Lee his highness:Lee"},
    {"King [Ann Lee] left. Advice to His Majesty was short.", "king:Lee his majesty:Lee"},
    {"Mars Bank President [Ann Lee] left. The Mars Bank chief was tired.",
     "president:Lee chief:Lee"},
    {"[Ann Lee], chief of the Kestrel Aerospace Division, left. The Kestrel Aerospace commander "
     "was tired.",
     "chief:Lee commander:Lee"},
    {"Liberal leader [Ann Lee] spoke. The Opposition Leader told her party no.",
     "leader:Lee opposition leader:Lee"},
    {"Greens leader [Ann Lee] spoke. \"Yes,\" the Ulm MP will say.", "leader:Lee mp:Lee"},
    {"Australian Greens leader [Ann Lee] met Nationals leader [Bo Park]. Park spoke. The Greens "
     "leader left.",
     "leader:Lee leader:Park leader:Lee"},
    {"Nationals leader [Bo Park] spoke. The Greens leader left.", "leader:Park leader:-"},
    {"Senate Finance Committee chairman [Ann Lee] spoke of films, which the senator praised.",
     "chairman:Lee senator:Lee"},
    {"[Ann Lee] was prime minister. President [Bo Park] praised her. But the former leader wept.",
     "prime minister:Lee president:Park leader:Lee"},
    {"[Ann Lee], an Ulm MP, accused [Bo Park] of theft. The MP said he stole. [Park] became an MP "
     "in May.",
     "mp:Lee mp:Lee mp:Park"},
    {"The chairman of the Senate panel on credit said no. \"No,\" Sen. [Ann Lee] (D-Ohio) said.",
     "chairman:Lee senator:Lee"},
    {"The chairman of the panel said no. Mayor [Ann Lee] said yes.", "chairman:- mayor:Lee"},
    {"A company spokesman said no. [Ann Lee], a banker, left.", "spokesman:-"},
    {"A company spokesman said no. [Ann Lee] said so twice.", "spokesman:Lee"},
    {"The chairman of the panel left. Sen. [Ann Lee] said yes.", "chairman:- senator:Lee"},
    {"A teacher was chosen on Monday as the new president. [Ann Lee], 51, won.", "president:Lee"},
    {"[Ann Lee] spoke. The former first lady was tired.", "first lady:Lee"},
    {"Foreign Secretary [Ann Lee] left. The foreign minister was tired.",
     "foreign secretary:Lee foreign minister:Lee"},
    {"[Ann Lee], editor of the local paper, left. [Bo Park] stayed. The editor of the state daily "
     "wrote.",
     "editor:Lee editor:-"},
    {"President-elect [Ann Lee] left. The new president promised reform.",
     "president elect:Lee president:Lee"},
    {"President [Ann Lee] left. The French president stayed.", "president:Lee president:-"},
    {"Former President [Ann Lee] left. The president stayed. The former president wept.",
     "president:Lee president:- president:Lee"},
    {"Mayor [Ann Lee] left. A mayor must stay.", "mayor:Lee mayor:-"},
    {"Mayor [Ann Lee] and Mayor [Bo Park] met. The mayor left.", "mayor:Lee mayor:Park mayor:-"},
    {"The two mayors met Mayor [Ann Lee].", "mayor:- mayor:Lee"},
    {"Mr [Bo Park] and Dr [Ann Lee]", "mr:Park dr:Lee"},
};

enum { MOST = 16 };

struct named {
    char text[400];
    uint32_t begin[MOST], end[MOST], count;
};

/* Takes the brackets out. */
static struct named unmark(const char *marked)
{
    struct named named = {.count = 0};
    uint32_t size = 0;
    for (; *marked; marked++)
        if (*marked == '[')
            named.begin[named.count] = size;
        else if (*marked == ']')
            named.end[named.count++] = size;
        else
            named.text[size++] = *marked;
    return named;
}

static const char *last_word(const struct named *named, uint32_t name, int *size)
{
    uint32_t begin = named->end[name];
    while (begin > named->begin[name] && named->text[begin - 1] != ' ')
        begin--;
    *size = (int)(named->end[name] - begin);
    return named->text + begin;
}

/* The first name with the same last word stands for the person. */
static uint32_t person_of(const struct named *named, uint32_t name)
{
    int size, other_size;
    const char *word = last_word(named, name, &size);
    for (uint32_t i = 0; i < name; i++) {
        const char *other = last_word(named, i, &other_size);
        if (size == other_size && memcmp(word, other, (size_t)size) == 0)
            return i;
    }
    return name;
}

static int by_begin(const void *left, const void *right)
{
    const struct mention *a = left, *b = right;
    return a->begin < b->begin ? -1 : a->begin > b->begin;
}

static void add_names(const struct named *named, const struct tokens *tokens,
                      struct mentions *mentions)
{
    for (uint32_t n = 0; n < named->count; n++) {
        struct mention mention = {.kind = MASTHEAD_NAME,
                                  .begin = named->begin[n],
                                  .end = named->end[n],
                                  .person = person_of(named, n)};
        for (uint32_t i = 0; i < tokens->count; i++) {
            if (tokens->at[i].begin == mention.begin)
                mention.first = i;
            if (tokens->at[i].begin < mention.end)
                mention.last = i + 1;
        }
        if (!mentions_add(mentions, &mention))
            abort();
    }
}

static void check(const struct lexicon *lexicon, const struct row *row)
{
    struct named named = unmark(row->text);
    struct arena arena = {0};
    struct passage passage = {0};
    struct mentions mentions = {0};
    struct person persons[MOST] = {{.value = ""}};
    struct people people = {persons, named.count};
    struct reading reading = {
        .lexicon = lexicon, .passages = &passage, .passage_count = 1, .arena = &arena};
    if (scan(lexicon, view_string(named.text), &arena, &passage.tokens) ||
        titles_recognize(&reading, &mentions))
        abort();
    add_names(&named, &passage.tokens, &mentions);
    qsort(mentions.at, mentions.count, sizeof *mentions.at, by_begin);
    if (links_resolve(&reading, &mentions, &people))
        abort();
    char got[1000] = "";
    size_t used = 0;
    for (uint32_t i = 0; i < mentions.count; i++) {
        const struct mention *m = &mentions.at[i];
        int size = 1;
        const char *who = m->person == NO_PERSON ? "-" : last_word(&named, m->person, &size);
        if (m->kind == MASTHEAD_TITLE)
            used += (size_t)snprintf(got + used, sizeof got - used, "%s%s:%.*s", used ? " " : "",
                                     m->value, size, who);
    }
    same(got, row->links, row->text);
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
    lexicon_close(lexicon);
    return done();
}
