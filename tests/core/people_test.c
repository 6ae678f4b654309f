/* people_test.c - small articles and their people
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A row is an article's text and the names that are found in it, in order: value@words; where several people could be meant
 * the value is the surname alone. */
#include "config.h"

#include "masthead.h"
#include "test.h"

static const struct {
    const char *text;
    const char *people;
} rows[] = {
    /* full name, then surname */
    {"Joe Biden spoke on Monday. Biden said taxes would fall.",
     "biden, joe@Joe Biden; biden, joe@Biden"},
    {"Chancellor Angela Merkel met reporters. Merkel left early.",
     "merkel, angela@Angela Merkel; merkel, angela@Merkel"},
    {"The minister, Pravin Gordhan, resigned. Gordhan gave no reason.",
     "gordhan, pravin@Pravin Gordhan; gordhan, pravin@Gordhan"},
    {"Emmanuel Macron won. On Sunday night Macron thanked voters.",
     "macron, emmanuel@Emmanuel Macron; macron, emmanuel@Macron"},
    {"Police arrested Thomas Weber in Berlin. Weber, 43, denied it.",
     "weber, thomas@Thomas Weber; weber, thomas@Weber"},
    {"Jacinda Ardern said she would go. \"I am tired,\" Ardern said.",
     "ardern, jacinda@Jacinda Ardern; ardern, jacinda@Ardern"},
    {"Striker Harry Kane scored twice. Kane also hit the post.",
     "kane, harry@Harry Kane; kane, harry@Kane"},
    {"Judge Maria Lopez ruled on Friday. Lopez gave the state a month.",
     "lopez, maria@Maria Lopez; lopez, maria@Lopez"},
    {"Peter Obi and Bola Tinubu debated. Obi attacked and Tinubu smiled.",
     "obi, peter@Peter Obi; tinubu, bola@Bola Tinubu; obi, peter@Obi; tinubu, bola@Tinubu"},
    {"Raila Odinga lost to William Ruto. Ruto praised Odinga.",
     "odinga, raila@Raila Odinga; ruto, william@William Ruto; ruto, william@Ruto; odinga, "
     "raila@Odinga"},
    /* surname before the full name */
    {"Kishida said Japan would act. Fumio Kishida took office in October.",
     "kishida, fumio@Kishida; kishida, fumio@Fumio Kishida"},
    {"Mr Sunak was in Leeds. Rishi Sunak will speak again on Friday.",
     "sunak, rishi@Sunak; sunak, rishi@Rishi Sunak"},
    /* possessives */
    {"Tony Blair's speech was long. Critics liked Blair's jokes.",
     "blair, tony@Tony Blair; blair, tony@Blair"},
    {"Theresa May’s plan failed. Boris Johnson’s plan did not.",
     "may, theresa@Theresa May; johnson, boris@Boris Johnson"},
    {"David Jones' house was sold. Jones had bought it in 1990.",
     "jones, david@David Jones; jones, david@Jones"},
    /* honorifics */
    {"President Nelson Mandela smiled. Mr Mandela was 77.",
     "mandela, nelson@Nelson Mandela; mandela, nelson@Mandela"},
    {"Jen Psaki spoke to reporters. Ms Psaki's answer was short.",
     "psaki, jen@Jen Psaki; psaki, jen@Psaki"},
    {"Dr Anthony Fauci warned of a new wave. Dr. Fauci is 80.",
     "fauci, anthony@Anthony Fauci; fauci, anthony@Fauci"},
    {"Gen. Mark Milley testified. Gen. Milley said the army was ready.",
     "milley, mark@Mark Milley; milley, mark@Milley"},
    {"Sen. Elizabeth Warren asked first. Sen. Warren then left.",
     "warren, elizabeth@Elizabeth Warren; warren, elizabeth@Warren"},
    {"Prime Minister Narendra Modi arrived in Delhi. Mr. Modi waved.",
     "modi, narendra@Narendra Modi; modi, narendra@Modi"},
    {"Sir Keir Starmer replied. Sir Keir said it was wrong.",
     "starmer, keir@Keir Starmer; starmer, keir@Keir"},
    {"Mrs Thatcher said no.", "thatcher@Thatcher"},
    {"Archbishop Desmond Tutu prayed. Archbishop Tutu then sang.",
     "tutu, desmond@Desmond Tutu; tutu, desmond@Tutu"},
    {"Edward E. Hartley said no. Hartley left.",
     "hartley, edward e@Edward E. Hartley; hartley, edward e@Hartley"},
    {"Carlos Alvarado Quesada said no. Carlos Alvarado left. Alvarado slept.",
     "quesada, carlos alvarado@Carlos Alvarado Quesada; quesada, carlos alvarado@Carlos Alvarado; "
     "quesada, carlos alvarado@Alvarado"},
    {"Ann Lee left. Lee was 68. Ann Maria Lee was born in 1951. Robert Lee was a farmer.",
     "lee, ann maria@Ann Lee; lee, ann maria@Lee; lee, ann maria@Ann Maria Lee; lee, robert@Robert Lee"},
    {"Choi Min-seok said no. Choi left.",
     "choi, min seok@Choi Min-seok; choi, min seok@Choi"},
    {"The President of Argentina Alberto Fernández said no.", "fernandez, alberto@Alberto Fernández"},
    /* two of one surname */
    {"Bill Clinton came with Hillary Clinton. Mr Clinton smiled.",
     "clinton, bill@Bill Clinton; clinton, hillary@Hillary Clinton; clinton, bill@Clinton"},
    {"Bill Clinton came with Hillary Clinton. Mrs Clinton smiled.",
     "clinton, bill@Bill Clinton; clinton, hillary@Hillary Clinton; clinton, hillary@Clinton"},
    {"Bill Clinton came with Hillary Clinton. Clinton smiled.",
     "clinton, bill@Bill Clinton; clinton, hillary@Hillary Clinton; clinton@Clinton"},
    {"George Smith met Mary Smith. Ms Smith said it was over.",
     "smith, george@George Smith; smith, mary@Mary Smith; smith, mary@Smith"},
    {"George Smith met Mary Smith. Later Smith said it was over.",
     "smith, george@George Smith; smith, mary@Mary Smith; smith@Smith"},
    {"Boris Johnson spoke first. Johnson said he was sorry. Rachel Johnson spoke next.",
     "johnson, boris@Boris Johnson; johnson, boris@Johnson; johnson, rachel@Rachel Johnson"},
    {"Boris Johnson spoke first. Rachel Johnson spoke next. Critics said Johnson was dull.",
     "johnson, boris@Boris Johnson; johnson, rachel@Rachel Johnson; johnson@Johnson"},
    {"Serena Williams beat Venus Williams. Then Williams thanked the crowd.",
     "williams, serena@Serena Williams; williams, venus@Venus Williams; williams@Williams"},
    {"Mr Brown told Mrs Brown to leave.", "brown@Brown; brown@Brown"},
    {"Michael Brown told Mrs Brown to leave.", "brown, michael@Michael Brown; brown@Brown"},
    {"Peter Johnson and Anna Johnson bought the farm. Peter said it was old.",
     "johnson, peter@Peter Johnson; johnson, anna@Anna Johnson; johnson, peter@Peter"},
    {"Peter Johnson and Anna Johnson bought the farm. Anna said it was old.",
     "johnson, peter@Peter Johnson; johnson, anna@Anna Johnson; johnson, anna@Anna"},
    /* given name alone */
    {"Marta Silva, 9, was found alive. Marta was cold and hungry.",
     "silva, marta@Marta Silva; silva, marta@Marta"},
    {"Daniel Okafor lost his mother. \"Daniel is brave,\" a friend said.",
     "okafor, daniel@Daniel Okafor; okafor, daniel@Daniel"},
    {"Sarah Jones and David Cohen met in Paris. Sarah told David to wait.",
     "jones, sarah@Sarah Jones; cohen, david@David Cohen; jones, sarah@Sarah; cohen, david@David"},
    {"Paul Martin met James Paul. Paul said he was glad.",
     "martin, paul@Paul Martin; paul, james@James Paul; paul, james@Paul"},
    /* initials and middle names */
    {"John F. Kennedy spoke in Berlin. Kennedy was cheered.",
     "kennedy, john f@John F. Kennedy; kennedy, john f@Kennedy"},
    {"John F. Kennedy spoke in Berlin. J.F. Kennedy was cheered.",
     "kennedy, john f@John F. Kennedy; kennedy, john f@J.F. Kennedy"},
    {"John F. Kennedy spoke in Berlin. J. F. Kennedy was cheered.",
     "kennedy, john f@John F. Kennedy; kennedy, john f@J. F. Kennedy"},
    {"John Kennedy spoke in Berlin. John F. Kennedy was cheered.",
     "kennedy, john f@John Kennedy; kennedy, john f@John F. Kennedy"},
    {"George W. Bush won Ohio. George Bush then flew to Texas.",
     "bush, george w@George W. Bush; bush, george w@George Bush"},
    {"Joseph Biden won Ohio. Joe Biden then flew to Texas.",
     "biden, joseph@Joseph Biden; biden, joseph@Joe Biden"},
    {"William Clinton won Ohio. Bill Clinton then flew to Texas.",
     "clinton, william@William Clinton; clinton, william@Bill Clinton"},
    {"Robert Johnson met Barbara Johnson. R. Johnson left.",
     "johnson, robert@Robert Johnson; johnson, barbara@Barbara Johnson; johnson, robert@R. "
     "Johnson"},
    {"Robert Johnson met Richard Johnson. R. Johnson left.",
     "johnson, robert@Robert Johnson; johnson, richard@Richard Johnson; johnson@R. Johnson"},
    {"Samuel L. Jackson met Jesse Jackson. Samuel Jackson laughed.",
     "jackson, samuel l@Samuel L. Jackson; jackson, jesse@Jesse Jackson; jackson, samuel l@Samuel "
     "Jackson"},
    /* particles */
    {"Ursula von der Leyen spoke in Brussels. Von der Leyen was clear.",
     "von der leyen, ursula@Ursula von der Leyen; von der leyen, ursula@Von der Leyen"},
    {"Alexander Van der Bellen won. Van der Bellen thanked voters.",
     "van der bellen, alexander@Alexander Van der Bellen; van der bellen, alexander@Van der "
     "Bellen"},
    {"Mohammed bin Salman flew to Cairo. Bin Salman met ministers.",
     "bin salman, mohammed@Mohammed bin Salman; bin salman, mohammed@Bin Salman"},
    {"Bashar al-Assad spoke. Assad blamed the West.",
     "al assad, bashar@Bashar al-Assad; al assad, bashar@Assad"},
    {"Fernando de la Rúa resigned. De la Rúa left by helicopter.",
     "de la rua, fernando@Fernando de la Rúa; de la rua, fernando@De la Rúa"},
    {"Charles de Gaulle returned. De Gaulle formed a government.",
     "de gaulle, charles@Charles de Gaulle; de gaulle, charles@De Gaulle"},
    {"Ludwig van Beethoven was born in Bonn.", "van beethoven, ludwig@Ludwig van Beethoven"},
    {"Luiz Inácio Lula da Silva won. Lula cried.",
     "da silva, luiz inacio lula@Luiz Inácio Lula da Silva; lula@Lula"},
    {"Osama bin Laden was killed. Bin Laden was 54.",
     "bin laden, osama@Osama bin Laden; bin laden, osama@Bin Laden"},
    {"Abdel Fattah el-Sisi won again. Sisi thanked Egyptians.",
     "el sisi, abdel fattah@Abdel Fattah el-Sisi; el sisi, abdel fattah@Sisi"},
    {"Virgil van Dijk scored. Van Dijk limped off.",
     "van dijk, virgil@Virgil van Dijk; van dijk, virgil@Van Dijk"},
    /* apostrophes, hyphens, accents */
    {"Conor O'Brien won. O'Brien is 30.", "obrien, conor@Conor O'Brien; obrien, conor@O'Brien"},
    {"Conor O’Brien won. O’Brien is 30.", "obrien, conor@Conor O’Brien; obrien, conor@O’Brien"},
    {"Jean-Claude Juncker spoke. Juncker was tired.",
     "juncker, jean claude@Jean-Claude Juncker; juncker, jean claude@Juncker"},
    {"Lech Wałęsa spoke. Walesa was applauded.", "walesa, lech@Lech Wałęsa; walesa, lech@Walesa"},
    {"François Hollande met Nicolás Maduro. Hollande and Maduro shook hands.",
     "hollande, francois@François Hollande; maduro, nicolas@Nicolás Maduro; hollande, "
     "francois@Hollande; maduro, nicolas@Maduro"},
    {"Camilla Parker-Bowles came. Ms Parker-Bowles wore blue.",
     "parker bowles, camilla@Camilla Parker-Bowles; parker bowles, camilla@Parker-Bowles"},
    {"Kylian Mbappé scored. Mbappe is 22.", "mbappe, kylian@Kylian Mbappé; mbappe, kylian@Mbappe"},
    /* suffixes */
    {"Sammy Davis Jr. sang in Las Vegas. Davis was 60.",
     "davis, sammy@Sammy Davis Jr.; davis, sammy@Davis"},
    {"The court heard from Martin Luther King Jr. on Monday.",
     "king, martin luther@Martin Luther King Jr."},
    {"Robert Downey Jr won. Downey thanked his wife.",
     "downey, robert@Robert Downey Jr; downey, robert@Downey"},
    {"Henry Ford II spoke. Ford was 60.", "ford, henry@Henry Ford II; ford, henry@Ford"},
    /* family name first */
    {"Xi Jinping spoke in Beijing. Xi promised reform.", "xi, jinping@Xi Jinping; xi, jinping@Xi"},
    {"Foreign Minister Wang Yi met reporters. Mr. Wang was brief.",
     "wang, yi@Wang Yi; wang, yi@Wang"},
    {"Kim Jong Un watched the launch. Kim clapped.", "kim, jong un@Kim Jong Un; kim, jong un@Kim"},
    {"Lee Hsien Loong spoke in Singapore. Lee was optimistic.",
     "lee, hsien loong@Lee Hsien Loong; lee, hsien loong@Lee"},
    {"Li Keqiang met Han Zheng. Premier Li smiled.",
     "li, keqiang@Li Keqiang; han, zheng@Han Zheng; li, keqiang@Li"},
    {"Mr. Lee Kuan Yew won. Mr. Lee smiled.",
     "lee, kuan yew@Lee Kuan Yew; lee, kuan yew@Lee"},
    {"Ruth Carter had the Johnson & Johnson vaccine.", "carter, ruth@Ruth Carter"},
    {"Park Geun-hye was jailed. Park denied all charges.",
     "park, geun hye@Park Geun-hye; park, geun hye@Park"},
    {"Chen Shui-bian won in Taiwan. Chen thanked voters.",
     "chen, shui bian@Chen Shui-bian; chen, shui bian@Chen"},
    {"Nguyen Phu Trong spoke in Hanoi.", "nguyen, phu trong@Nguyen Phu Trong"},
    {"Kim Campbell was prime minister of Canada. Campbell lost.",
     "campbell, kim@Kim Campbell; campbell, kim@Campbell"},
    {"Bruce Lee died young. Lee was 32.", "lee, bruce@Bruce Lee; lee, bruce@Lee"},
    {"Shinzo Abe resigned. Abe was ill.", "abe, shinzo@Shinzo Abe; abe, shinzo@Abe"},
    /* Spanish and Portuguese */
    {"Ada T. Penrose won. A. Tollemache Penrose smiled. Tollemache Penrose left.",
     "penrose, ada t@Ada T. Penrose; penrose, ada t@A. Tollemache Penrose; penrose, ada t@Tollemache "
     "Penrose"},
    {"Andrés Manuel López Obrador won. López Obrador spoke in Mexico City.",
     "lopez obrador, andres manuel@Andrés Manuel López Obrador; lopez obrador, andres manuel@López "
     "Obrador"},
    {"Gabriel García Márquez wrote it. García Márquez died in 2014.",
     "garcia marquez, gabriel@Gabriel García Márquez; garcia marquez, gabriel@García Márquez"},
    {"José Luis Rodríguez Zapatero won. Zapatero thanked voters.",
     "rodriguez zapatero, jose luis@José Luis Rodríguez Zapatero; rodriguez zapatero, jose "
     "luis@Zapatero"},
    {"Pedro Sánchez spoke in Madrid. Sánchez was firm.",
     "sanchez, pedro@Pedro Sánchez; sanchez, pedro@Sánchez"},
    {"Jair Bolsonaro lost. Bolsonaro flew to Florida.",
     "bolsonaro, jair@Jair Bolsonaro; bolsonaro, jair@Bolsonaro"},
    /* Burmese, Indonesian, Arabic, South Asian, African */
    {"Aung San Suu Kyi was freed. Suu Kyi waved to supporters.",
     "suu kyi, aung san@Aung San Suu Kyi; suu kyi, aung san@Suu Kyi"},
    {"President Joko Widodo flew to Bali. Widodo opened a bridge.",
     "widodo, joko@Joko Widodo; widodo, joko@Widodo"},
    {"Susilo Bambang Yudhoyono won. Yudhoyono was a general.",
     "yudhoyono, susilo bambang@Susilo Bambang Yudhoyono; yudhoyono, susilo bambang@Yudhoyono"},
    {"Mahathir Mohamad resigned. Mahathir was 94.",
     "mohamad, mahathir@Mahathir Mohamad; mohamad, mahathir@Mahathir"},
    {"Imran Khan was arrested. Khan led the party.", "khan, imran@Imran Khan; khan, imran@Khan"},
    {"Nawaz Sharif and Shehbaz Sharif spoke. Sharif said little.",
     "sharif, nawaz@Nawaz Sharif; sharif, shehbaz@Shehbaz Sharif; sharif@Sharif"},
    {"Ngozi Okonjo-Iweala spoke in Geneva. Okonjo-Iweala was finance minister.",
     "okonjo iweala, ngozi@Ngozi Okonjo-Iweala; okonjo iweala, ngozi@Okonjo-Iweala"},
    {"Robert Mugabe ruled. Emmerson Mnangagwa followed Mugabe.",
     "mugabe, robert@Robert Mugabe; mnangagwa, emmerson@Emmerson Mnangagwa; mugabe, robert@Mugabe"},
    {"Volodymyr Zelenskyy asked for help. Zelenskyy spoke to parliament.",
     "zelenskyy, volodymyr@Volodymyr Zelenskyy; zelenskyy, volodymyr@Zelenskyy"},
    {"Katrín Jakobsdóttir resigned. Jakobsdóttir was 48.",
     "jakobsdottir, katrin@Katrín Jakobsdóttir; jakobsdottir, katrin@Jakobsdóttir"},
    /* single names */
    {"The striker Ronaldinho scored. Mr Ronaldinho was born in Brazil.",
     "ronaldinho@Ronaldinho; ronaldinho@Ronaldinho"},
    /* nobody's */
    {"The European Union said the United States was wrong.", ""},
    {"Shares in General Motors rose on Monday in New York.", ""},
    {"Washington and London agreed. Paris did not.", ""},
    {"In May the Bank of England cut rates.", ""},
    {"The American and the German met on Tuesday in August.", ""},
    {"Manchester United beat Real Madrid in the Champions League.", ""},
    {"Reuters could not reach the company on Christmas Day.", ""},
    {"Taxes will rise. Prices will fall. Wages will not change.", ""},
    {"Lake Victoria is in Africa. Mount Kenya is, too.", ""},
    {"GOLD PRICES FALL IN LONDON", ""},
    {"The storm hit Texas and Louisiana on Wednesday.", ""},
    {"Amnesty International and Human Rights Watch protested.", ""},
    {"He studied at Oxford University and Harvard.", ""},
    /* bylines, captions, lists, quotes */
    {"By John Smith and Mary Brown in Paris", "smith, john@John Smith; brown, mary@Mary Brown"},
    {"The winners were Anna Berg, Tom Reed and Luis Ortega.",
     "berg, anna@Anna Berg; reed, tom@Tom Reed; ortega, luis@Luis Ortega"},
    {"\"It is over,\" said Rudi Garcia, 54, the coach.", "garcia, rudi@Rudi Garcia"},
    {"Nurse Fatima Hassan said the clinic had closed.", "hassan, fatima@Fatima Hassan"},
    {"The court heard that Kevin Moore, of Leeds, stole the car.", "moore, kevin@Kevin Moore"},
    {"Spokesman Igor Petrov declined to comment.", "petrov, igor@Igor Petrov"},
    {"His wife, Laura Chen, is a doctor.", "chen, laura@Laura Chen"},
    {"Written by Stephen King and read by Emma Stone.",
     "king, stephen@Stephen King; stone, emma@Emma Stone"},
    /* capitals */
    {"BIDEN MEETS MERKEL IN BERLIN\n\nJoe Biden met Angela Merkel on Monday.",
     "biden, joe@BIDEN; merkel, angela@MERKEL; biden, joe@Joe Biden; merkel, angela@Angela Merkel"},
    {"SOCCER - SHEARER SCORES TWICE .\nAlan Shearer scored twice . Shearer limped off .",
     "shearer, alan@SHEARER; shearer, alan@Alan Shearer; shearer, alan@Shearer"},
    {"1. Alberto Rossi ( Italy ) 1:23.45\n2. Hans Gruber ( Austria ) 1:23.61",
     "rossi, alberto@Alberto Rossi; gruber, hans@Hans Gruber"},
    {"Sandy Mills ( Britain ) beat 3 - Marco Conti ( Italy ) 6-3 6-4",
     "mills, sandy@Sandy Mills; conti, marco@Marco Conti"},
    {"M. Turner c Moin Ahmed b Waqar 12",
     "turner, m@M. Turner; ahmed, moin@Moin Ahmed; waqar@Waqar"},
    /* tokenized text */
    {"Tony Blair 's plan failed . Blair said so .", "blair, tony@Tony Blair; blair, tony@Blair"},
    {"Mr. John Major , the prime minister , met Mr. Major 's aide .",
     "major, john@John Major; major, john@Major"},
    /* more of everyday news */
    {"Ruth Mokoena, the mayor, opened the bridge. Mokoena cut the ribbon.",
     "mokoena, ruth@Ruth Mokoena; mokoena, ruth@Mokoena"},
    {"The goalkeeper, Pavel Novak, was hurt. Doctors said Novak would miss a month.",
     "novak, pavel@Pavel Novak; novak, pavel@Novak"},
    {"Mr Tanaka met Hiroshi Tanaka. They are not related.",
     "tanaka, hiroshi@Tanaka; tanaka, hiroshi@Hiroshi Tanaka"},
    {"Senator Paul Wright voted no. Senator Wright said the bill was bad.",
     "wright, paul@Paul Wright; wright, paul@Wright"},
    {"Miguel Torres and Elena Torres own the shop. Ms Torres runs it.",
     "torres, miguel@Miguel Torres; torres, elena@Elena Torres; torres, elena@Torres"},
    {"Ahmed Hassan was freed. \"I forgive them,\" Mr Hassan said.",
     "hassan, ahmed@Ahmed Hassan; hassan, ahmed@Hassan"},
    {"Officer James Carter shot Michael Turner. Turner was 17; Carter is on leave.",
     "carter, james@James Carter; turner, michael@Michael Turner; turner, michael@Turner; carter, "
     "james@Carter"},
    {"Lawyers for Sofia Lind asked for bail. Lind has been held since May.",
     "lind, sofia@Sofia Lind; lind, sofia@Lind"},
    {"The poet Anna Kowalska died on Friday. Kowalska was born in Lodz.",
     "kowalska, anna@Anna Kowalska; kowalska, anna@Kowalska"},
    {"Chief executive Tim Cook said sales rose. Cook joined in 1998.",
     "cook, tim@Tim Cook; cook, tim@Cook"},
    {"Mary Baker, a baker, sold bread. Baker opened her shop in 1999.",
     "baker, mary@Mary Baker; baker, mary@Baker"},
    /* families */
    {"Peter Johnson bought a house. The Johnsons have two sons.", "johnson, peter@Peter Johnson"},
    {"Tom Walker and Ann Walker moved to Leeds. Mr Walker works there; Mrs Walker does not.",
     "walker, tom@Tom Walker; walker, ann@Ann Walker; walker, tom@Walker; walker, ann@Walker"},
    {"Prime Minister Tony Blair came with Cherie Blair. Mrs Blair is a lawyer.",
     "blair, tony@Tony Blair; blair, cherie@Cherie Blair; blair, cherie@Blair"},
    /* nobility, and names that are said with a title alone */
    {"Lord Peter Carrington resigned. Lord Carrington was foreign secretary.",
     "carrington, peter@Peter Carrington; carrington, peter@Carrington"},
    {"Dame Judi Dench won again. Dame Judi thanked her mother.",
     "dench, judi@Judi Dench; dench, judi@Judi"},
    {"Sir John Major spoke in Huntingdon. Sir John then left.",
     "major, john@John Major; major, john@John"},
    /* Arabic, Icelandic, Dutch, Spanish and Burmese names */
    {"Sheikh Khalid Al-Noman Al-Sabah spoke. Sheikh Khalid Noman Al-Sabah smiled.",
     "al sabah, khalid al noman@Khalid Al-Noman Al-Sabah; "
     "al sabah, khalid al noman@Khalid Noman Al-Sabah"},
    {"Ayman al-Zawahiri sent a tape. Zawahiri praised the attack.",
     "al zawahiri, ayman@Ayman al-Zawahiri; al zawahiri, ayman@Zawahiri"},
    {"Nouri al-Maliki spoke in Baghdad. Al-Maliki blamed his rivals.",
     "al maliki, nouri@Nouri al-Maliki; al maliki, nouri@Al-Maliki"},
    {"Sigmundur Gunnlaugsson resigned in Reykjavik. Gunnlaugsson had an account in Panama.",
     "gunnlaugsson, sigmundur@Sigmundur Gunnlaugsson; gunnlaugsson, sigmundur@Gunnlaugsson"},
    {"Louis van Gaal was sacked. Van Gaal had a year left.",
     "van gaal, louis@Louis van Gaal; van gaal, louis@Van Gaal"},
    {"Carlos Fernández Rojas was held. Fernández denied it.",
     "fernandez rojas, carlos@Carlos Fernández Rojas; fernandez rojas, carlos@Fernández"},
    /* a table names in full whom the report calls by the family name */
    {"1. Marco Rossi ( Italy ) 1:23.45\n2. Pavel Novak ( Czech Republic ) 1:23.60\nRossi led from "
     "the start .",
     "rossi, marco@Marco Rossi; novak, pavel@Pavel Novak; rossi, marco@Rossi"},
    /* across passages and sentences */
    {"MADRID, March 3 - Felipe Gonzalez spoke.\n\nGonzalez, the prime minister, said Spain would "
     "sign.",
     "gonzalez, felipe@Felipe Gonzalez; gonzalez, felipe@Gonzalez"},
    {"Vladimir Putin called Recep Tayyip Erdogan. Putin asked Erdogan for help.",
     "putin, vladimir@Vladimir Putin; erdogan, recep tayyip@Recep Tayyip Erdogan; putin, "
     "vladimir@Putin; erdogan, recep tayyip@Erdogan"},
    {"Rahul Gandhi and Sonia Gandhi came. Rahul spoke; Sonia did not.",
     "gandhi, rahul@Rahul Gandhi; gandhi, sonia@Sonia Gandhi; gandhi, rahul@Rahul; gandhi, "
     "sonia@Sonia"},
    {"Benjamin Netanyahu met Benny Gantz. Netanyahu and Gantz shook hands.",
     "netanyahu, benjamin@Benjamin Netanyahu; gantz, benny@Benny Gantz; netanyahu, "
     "benjamin@Netanyahu; gantz, benny@Gantz"},
    {"Roger Federer beat Rafael Nadal. Nadal said Federer was better.",
     "federer, roger@Roger Federer; nadal, rafael@Rafael Nadal; nadal, rafael@Nadal; federer, "
     "roger@Federer"},
    {"Kofi Annan wrote to Saddam Hussein. Annan asked Saddam to answer.",
     "annan, kofi@Kofi Annan; hussein, saddam@Saddam Hussein; annan, kofi@Annan; hussein, "
     "saddam@Saddam"},
    {"Margaret Thatcher met Ronald Reagan. Reagan called Mrs Thatcher a friend.",
     "thatcher, margaret@Margaret Thatcher; reagan, ronald@Ronald Reagan; reagan, ronald@Reagan; "
     "thatcher, margaret@Thatcher"},
    {"Nicola Sturgeon spoke. First Minister Sturgeon then left Edinburgh.",
     "sturgeon, nicola@Nicola Sturgeon; sturgeon, nicola@Sturgeon"},
    {"Greta Thunberg sailed to New York. Thunberg, 16, does not fly.",
     "thunberg, greta@Greta Thunberg; thunberg, greta@Thunberg"},
    {"Elon Musk bought it. \"Let that sink in,\" Musk wrote.",
     "musk, elon@Elon Musk; musk, elon@Musk"},
    {"Sergei Lavrov met John Kerry in Geneva. Kerry left first, Lavrov said.",
     "lavrov, sergei@Sergei Lavrov; kerry, john@John Kerry; kerry, john@Kerry; lavrov, "
     "sergei@Lavrov"},
    {"Oscar Pistorius was jailed. Judge Thokozile Masipa said Pistorius had been careless.",
     "pistorius, oscar@Oscar Pistorius; masipa, thokozile@Thokozile Masipa; pistorius, "
     "oscar@Pistorius"},
    {"Helen Clark ran. Clark's rival, Antonio Guterres, won. Guterres is Portuguese.",
     "clark, helen@Helen Clark; clark, helen@Clark; guterres, antonio@Antonio Guterres; guterres, "
     "antonio@Guterres"},
    {"Kamala Harris met Emmanuel Macron. Harris praised Macron.",
     "harris, kamala@Kamala Harris; macron, emmanuel@Emmanuel Macron; harris, kamala@Harris; "
     "macron, emmanuel@Macron"},
    {"Usain Bolt won again. Bolt, who is Jamaican, waved.",
     "bolt, usain@Usain Bolt; bolt, usain@Bolt"},
    {"The Mayor of London Sadiq Khan spoke.", "khan, sadiq@Sadiq Khan"},
    {"Chen Shih-chung resigned. Chen left. Vice president Chen Chien-jen stayed.",
     "chen, shih chung@Chen Shih-chung; chen, shih chung@Chen; chen, chien jen@Chen Chien-jen"},
    {"Viktor Orban spoke in Budapest. Orban attacked Brussels.",
     "orban, viktor@Viktor Orban; orban, viktor@Orban"},
    {"Yingluck Shinawatra fled. Thaksin Shinawatra had fled before. Yingluck was prime minister.",
     "shinawatra, yingluck@Yingluck Shinawatra; shinawatra, thaksin@Thaksin Shinawatra; "
     "shinawatra, yingluck@Yingluck"},
};

static char *list_people(const masthead *m, const char *text)
{
    static char out[2048];
    masthead_article *a;
    out[0] = '\0';
    if (masthead_article_open(m, &a, NULL))
        return out;
    if (masthead_article_text(a, masthead_field_named(m, "body", 4), text, strlen(text), NULL, NULL,
                              NULL) ||
        masthead_article_resolve(a, NULL)) {
        masthead_article_close(a);
        return out;
    }
    size_t used = 0;
    for (size_t i = 0; i < masthead_article_mention_count(a); i++) {
        const masthead_mention *mention = masthead_article_mention_at(a, i);
        if (mention->kind == MASTHEAD_NAME && used < sizeof out)
            used += (size_t)snprintf(out + used, sizeof out - used, "%s%s@%.*s", used ? "; " : "",
                                     mention->value, (int)(mention->end - mention->begin),
                                     mention->text);
    }
    masthead_article_close(a);
    return out;
}

int main(void)
{
    masthead *m;
    masthead_error err = MASTHEAD_ERROR_INIT;
    if (masthead_open(source_path("conf/news.yaml"), NULL, &m, &err)) {
        printf("Bail out! %s\n", masthead_error_text(&err));
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        same(list_people(m, rows[i].text), rows[i].people, rows[i].text);
    masthead_close(m);
    return done();
}
