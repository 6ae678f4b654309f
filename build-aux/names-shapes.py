#!/usr/bin/env python3
"""Write made-up articles with marked names, in the shapes that wire services send.

    names-shapes.py LANG-FOLDER COUNT [ROWS...]

Prints COUNT articles of results, tables, datelines and headlines in capitals, filled with given and family names, places
and countries of the language pack, for names-train (fold 0).  Of each line of ROWS, a file that names-rows.py made, it prints one
variant as well: other names in their places, or tokens apart by spaces, or sentences in capitals.  Variants have
the fold of their article with a minus: learnt from with it, never tested.

In the shapes below, words in braces are filled: {full}, {last}, {init} and {first} are names.
"""
import random
import re
import sys

RANDOM = random.Random(1996)

SPORTS = ['SOCCER', 'TENNIS', 'GOLF', 'CRICKET', 'RUGBY UNION', 'RUGBY LEAGUE', 'ATHLETICS', 'CYCLING',
          'ALPINE SKIING', 'NORDIC SKIING', 'SKI JUMPING', 'ICE HOCKEY', 'NHL ICE HOCKEY', 'BASKETBALL',
          'NBA BASKETBALL', 'BASEBALL', 'MAJOR LEAGUE BASEBALL', 'AMERICAN FOOTBALL', 'NFL AMERICAN FOOTBALL',
          'BOXING', 'MOTOR RACING', 'MOTORCYCLING', 'RALLYING', 'SWIMMING', 'FIGURE SKATING', 'SPEED SKATING',
          'BOBSLEIGH', 'SQUASH', 'BADMINTON', 'TABLE TENNIS', 'SNOOKER', 'ROWING', 'YACHTING', 'HOCKEY', 'CHESS',
          'VOLLEYBALL', 'HANDBALL', 'BIATHLON', 'FREESTYLE SKIING', 'SNOWBOARDING', 'HORSE RACING', 'SUMO']

HEADLINES = [
    '{sport} - {LAST} WINS {PLACE} TITLE .',
    '{sport} - {LAST} BEATS {LAST} TO REACH FINAL .',
    '{sport} - {COUNTRY} BEAT {COUNTRY} IN FRIENDLY .',
    '{sport} - {COUNTRY} SQUAD NAMED FOR {COUNTRY} MATCH .',
    '{sport} - {LAST} OUT OF {PLACE} OPEN WITH INJURY .',
    '{sport} - RESULTS OF {COUNTRY} CHAMPIONSHIP .',
    '{sport} - {LAST} HAT-TRICK SINKS {PLACE} .',
    '{sport} - LATE GOAL GIVES {PLACE} DRAW WITH {PLACE} .',
    '{sport} - WORLD CUP {PLACE} RESULTS .',
    '{sport} - {FULL} SIGNS FOR {PLACE} .',
    '{sport} - SUMMARIES OF {COUNTRY} LEAGUE MATCHES .',
    '{sport} - {LAST} , {LAST} ADVANCE IN {PLACE} .',
    '{sport} - ENGLISH LEAGUE STANDINGS AFTER WEEKEND MATCHES .',
    '{sport} - {LAST} TO CAPTAIN {COUNTRY} AGAINST {COUNTRY} .',
    '{sport} - SCOREBOARD AT CLOSE OF PLAY .',
    '{sport} - {COUNTRY} ALL OUT FOR {n} AGAINST {COUNTRY} .',
    '{COUNTRY} PRESIDENT {LAST} TO VISIT {COUNTRY} .',
    '{COUNTRY} MINISTER {LAST} MEETS {LAST} IN {PLACE} .',
    '{COUNTRY} POLICE ARREST {n} IN {PLACE} RAID .',
    'FEATURE - {COUNTRY} FARMERS LOOK TO NEW MARKETS .',
    'PRESS DIGEST - {COUNTRY} - AUG {n} .',
    '{COUNTRY} CENTRAL BANK CUTS RATES .',
    '{LAST} SAYS {COUNTRY} READY FOR TALKS .',
    'CLINTON-STYLE CAMPAIGN FOR {COUNTRY} \'S {LAST} .',
    'RESEARCH ALERT - {LAST} INC RAISED .',
    '{PLACE} SHARES CLOSE HIGHER ON BANKS .',
    '{FULL} DIES AT {n} .',
    '{COUNTRY} \'S {LAST} WINS VOTE OF CONFIDENCE .',
    'U.N. ENVOY {LAST} URGES TRUCE IN {PLACE} .',
    'SHOOTING IN {PLACE} KILLS THREE .',
    'U.S. SENATOR {LAST} TO QUIT IN {n} .',
    'EU , {COUNTRY} SIGN TRADE DEAL .',
    'OFFICIAL RESULT OF {PLACE} VOTE DUE MONDAY .',
]

DATELINES = ['{UPLACE} 1996-{nn}-{nn}', '{UPLACE} , {Country} 1996-{nn}-{nn}', '{full} , Reuters', '{full}',
             '{UPLACE} 1997-{nn}-{nn}', '{full} and {full}']

TABLES = [
    ['{pos}. {full} ( {Country} ) {time}'],
    ['{pos}. {full} ( {Country} ) {n} points'],
    ['{pos}. {full} , {Country} , {time}'],
    ['{full} ( {Country} ) {n} {n} {n}', '{n} {full} ( {Country} ) {n} {n} {n}'],
    ['{n} {full} {n} {n} {n}', '{n} {full} ( {Country} ) {n} {n} , {full} {n} {n}'],
    ['{full} ( {Country} ) beat {full} ( {Country} ) {set} {set}',
     '{d} - {full} ( {Country} ) beat {full} ( {Country} ) {set} {set}',
     '{full} ( {Country} ) beat {d} - {full} ( {Country} ) {set} {set} {set}'],
    ['{full} , {Country} , beat {full} , {Country} , {set} {set}'],
    ['{full} and {full} ( {Country} ) beat {full} and {full} ( {Country} ) {set} {set}'],
    ['{Place} {d} {Place} {d}', '{Place} {d} ( {last} {n} ) {Place} {d} ( {last} {n} , {last} {n} pen )',
     'Scorers : {last} ( {n}th minute ) , {last} ( {n} ) , {last} ( {n} pen )', 'Halftime {d}-{d} . Attendance {n},000 .',
     '{Place} - {last} ( {n}th minute ) , {last} ( {n} ) .', '{Country} {d} {Country} {d} ( halftime {d}-{d} )',
     'Scorers :', '{Country} - {full} ( {n}th ) , {full} ( {n}th )'],
    ['{Place} {n} {d} {d} {d} {n} {n} {n}', 'Standings ( tabulate under played , won , drawn , lost , points )',
     '{Place} {Org} {n} {d} {d} {d} {n} {n} {n}'],
    ['{last} c {last} b {last} {n}', '{init} c {last} b {last} {n}', '{init} lbw b {last} {d}', '{last} b {last} {n}',
     '{init} not out {n}', '{init} run out {n}', 'Extras ( lb-{d} w-{d} nb-{d} ) {n}',
     'Total ( for {d} wickets ) {n}', 'Fall of wickets : 1-{n} 2-{n} 3-{n} 4-{n}',
     'Bowling : {last} {n}-{d}-{n}-{d} , {last} {n}-{d}-{n}-{d} ( nb-{d} ) , {init} {n}-{d}-{n}-{d}',
     'To bat : {init} , {init} , {init}', 'Did not bat : {full} , {full} .', '{first} {last} c {last} b {first} {last} {n}',
     '{first} {last} c and b {last} {n}', '{last} st {last} b {last} {n}', 'Close of play {Country} {n} for {d} ( {init} {n} not out )'],
    ['{Country} - 1 - {full} , 2 - {full} , 3 - {full} , 4 - {full} , 5 - {last}',
     '{Country} : {n} - {full} ; {n} - {full} , {n} - {full}', '{Place} : {n}-{full} , {n}-{full}',
     'Goalkeepers : {full} ( {Place} ) , {full} ( {Place} {Org} )',
     'Defenders : {full} , {full} ( both {Place} ) , {full} ( {Place} )', 'Midfielders - {full} , {full} , {full}',
     'Forwards : {full} ( {Place} ) , {full} ( {Place} )', 'Reserves : {init} , {init} , {init}',
     'Team : {full} ( captain ) , {full} , {full} , {full} ( wicketkeeper ) , {full}', 'Substitutes : {full} , {full}'],
    ['Men \'s {n}00 metres', 'Women \'s singles , second round', '{n} metres hurdles : {pos}. {full} ( {Country} ) {time} seconds',
     'Long jump : {pos}. {full} ( {Country} ) {time} metres {pos}. {full} ( {Country} ) {time}',
     '{pos}. {full} ( {Country} ) {org} {time}', 'same time {pos}. {full} ( {Country} ) {org}',
     '{pos}. {full} {Country} {n}:{n}'],
    ['{PLACE} AT {PLACE}', '{Place} at {Place}', '{PLACE} {Org}', 'Leading scorers : {d} - {full} ( {Place} )',
     '{d} - {full} ( {Place} ) , {full} ( {Place} {Org} )', 'Wimbledon {d} Leeds {d}', '{n} - {full} ( {Place} ) .'],
    ['{Place} {Place} {d}-{d} , {Place} {d} {Country} {d}', 'Referee : {full} ( {Country} )', 'Yellow cards : {last} , {last} ; {last}',
     'Red card : {last} {n}', 'Booked : {full} ( {Country} )', 'Man of the match : {full}', 'Umpires : {full} and {full} ( {Country} )',
     'Toss : {Country}', 'Coach : {full}', 'Tries : {last} , {last} ( 2 ) . Conversions : {last} . Penalty : {last} ( {d} )'],
    ['{pos}. {full} ( {Country} ) {org} {n}', '{pos}. {full} ( {Country} ) {org} 1 hour {n} minutes {n} seconds',
     '{pos}. {full} , {org} , 1:{n}:{n}', '{pos}. {full} and {full} ( {Country} ) {time}', '{pos}. {Country} I ( {full} , {full} ) {time}',
     '{pos}. {Country} ( {full} , {full} , {full} , {full} ) {time}', 'Overall World Cup standings ( after {n} events ) :'],
]

SENTENCES = [
    '{full} of {Country} won the {Place} title on Sunday , beating {full} in the final .',
    '" We played well , " {last} said . " {first} was the best on the night . "',
    'Prime Minister {full} said on Monday he would meet {Country} \'s {full} in {Place} .',
    '{last} , {n} , scored twice as {Place} beat {Place} {d}-{d} in their first match at {Place} {Org} .',
    '{Country} coach {full} dropped striker {full} and recalled {last} for the match against {Country} .',
    'The {Place} {Org} said chairman {full} would resign .',
    'In {Place} , {full} ( {Country} ) led by two strokes from American {full} .',
    'But {last} , who joined from {Place} in July , was sent off after a foul on {last} .',
    'Earlier {full} \'s {n} helped {Country} to {n} for {d} .',
    '{init} , a spokesman for {org} , said the company had no comment .',
    '{Country} and {Country} drew {d}-{d} ( halftime {d}-{d} ) in a World Cup qualifier in {Place} .',
    '-- {full} , {Place} newsroom +44 171 542 {n}',
    '( {Place} newsroom , +{n} {n} {n} )',
    'Foreign Minister {full} and U.S. envoy {full} held talks in {Place} on Friday .',
    'Shares in {last} Inc fell {d} percent in {Place} , dealers said .',
    'The {last} {Org} and the {Place} {Org} signed the deal in {Place} .',
    '{full} , the {Country} champion , was third behind {full} and {full} .',
    'Judge {full} sentenced {full} , {n} , to {n} years in prison .',
    'Second seed {full} , the {Country} left-hander , plays {full} next .',
    '{last} Motors and {last} Brothers & Co said they would merge .',
    'President {last} \'s aide {full} told Reuters {last} would not stand again .',
    '{full} hit a two-run homer and {full} struck out {n} as the {Place} {Org} beat the {Place} {Org} {d}-{d} .',
    'At {Place} , {full} threw for {n} yards and {last} ran for two touchdowns .',
]

# Of an article with two people who stay the same: {full1}, {last1}, {first1}, {full2} ...
PROSE = [
    '{mr1} {last1} said on Monday that the plan had failed.', '{title} {full1} met {title} {full2} in {Place} on {day}.',
    '{title} {last1} told reporters that {mr2} {last2} was wrong.', '"We are ready," {last1} said.', '"It is late," said {full1}, {n}.',
    '{mr1} {last1}\'s lawyer, {full2}, declined to comment.', '{last1} and {last2} shook hands in {Place}.',
    'Critics of {last1} say {last2}\'s record is no better.', '{mr2} {last2} smiled.', '{mr1} {last1} left.',
    'The {Country} government of {title} {full1} said it would appeal.', '{title} {last2} then flew to {Place}.',
    'The {last1} Foundation and the {Place} {Org} thanked {full1}.', 'In {Place}, {last2} was cheered.',
    '{last1} won. {last2} lost. The {Org} said little.', 'A spokeswoman for {mr1} {last1} confirmed it on {day}.',
    '{last1} {Org} opened on {last2} Street in {Place}.', 'By {full1} and {full2} in {Place}', '{full1} reported from {Place}.',
    '{title} {full1}, a former {Country} minister, succeeds {full2}.', 'Lord {last1} and Lady {last2} came.',
    '{first1} was {n} when {first2} was born.', 'Queen {first1} met Pope {first2} in {Place}.', 'Sir {full1} spoke; Sir {first1} then sat.',
    '{day}\'s match was {last1}\'s last for {Place} {Org}.', 'The {Country} and {Country} teams met in {Place}.',
    'However, {last1} insisted that {Place} was safe.', 'Police in {Place} arrested {full2} and {full1} on {day}.',
    '{Org} and {Org} officials from {Country} visited {Place} in {month}.', 'The University of {Place} and the Bank of {Country} agreed.',
]
TITLES = ['President', 'Prime Minister', 'Foreign Minister', 'Gen.', 'General', 'Sen.', 'Senator', 'Rep.', 'Gov.', 'Governor', 'Dr',
          'Dr.', 'Prof.', 'Professor', 'Judge', 'Justice', 'Mayor', 'Chancellor', 'Col.', 'Capt.', 'Captain', 'Lt. Gen.', 'Maj. Gen.',
          'Sgt.', 'Bishop', 'Archbishop', 'Cardinal', 'Pope', 'Rev.', 'Father', 'Sister', 'King', 'Queen', 'Prince', 'Princess',
          'Sheikh', 'Sultan', 'Emir', 'Ayatollah', 'Imam', 'Rabbi', 'Lord', 'Lady', 'Baroness', 'Sir', 'Dame', 'Coach', 'Striker',
          'Singer', 'Actor', 'Chairman', 'Chief Executive', 'CEO', 'MP', 'Ambassador', 'Attorney General', 'Justice Minister',
          'Vice President', 'Minister', 'Detective', 'Inspector', 'Commissioner', 'Secretary', 'Speaker', 'Chief', 'Comrade', 'Mr. Justice']
DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

SYLLABLES = ('jong un il hye young soo min ho hyun jae in suk yong chul woo sung hee kyung tae geun moon bo bin chao cheng dan '
             'feng gang guang guo hai hao hong hua hui jian jie jin jing jun kai lei li lin ling long mei ming ning peng ping '
             'qiang qing rong rui shan sheng tao tian wei wen xia xiao xin xiu yan yang yi ying yu yuan yun ze zhen zhi zhong '
             'van thi duc minh quang tuan phu trong hsien loong chee kuan yew kit wah kai shek teng hui bian').split()

ORGS = ['United', 'City', 'Rovers', 'Bank', 'University', 'Rangers', 'Athletic', 'Council', 'Wanderers', 'Party', 'Giants',
        'Corp', 'County', 'Airways', 'Stadium', 'Tigers', 'Chamber', 'Press', 'Reds', 'Club', 'Hospital']
TEAMS = ['Ferrari', 'Renault', 'Mapei', 'ONCE', 'Telekom', 'Banesto', 'Subaru', 'Toyota', 'Honda', 'Yamaha', 'Suzuki', 'Benetton',
         'Williams', 'McLaren', 'Mitsubishi', 'Reuters', 'IBM', 'Festina', 'Lotto', 'Gewiss', 'Ford', 'Polti', 'MG-Technogym', 'TVM']


def read_lists(folder):
    lists, current = {}, None
    for name in ('given-names', 'family-names', 'names', 'places', 'countries'):
        with open(f'{folder}/{name}.txt', encoding='utf-8') as lines:
            for line in lines:
                line = line.split('#')[0].strip()
                if line.startswith('['):
                    current = lists.setdefault(line.strip('[]'), [])
                elif line:
                    current.append(line.split(' = ')[0])
    return lists


def titled(name):
    word = name.title()
    if word.startswith('Mc') and len(word) > 4:
        word = 'Mc' + word[2:].title()
    return word


class Filler:
    """Fills shapes and keeps the bytes of the names."""

    def __init__(self, lists):
        self.given = [n for n in lists['given name'] if len(n) > 1]
        self.family = [n for n in lists['family name'] if len(n) > 1]
        self.first_families = lists['family name before given names']
        self.places = [n for n in lists['place'] if len(n) > 2]
        self.countries = [n for n in lists['country'] if len(n) > 2]
        self.text, self.size, self.spans = [], 0, []
        self.cast = {}

    def put(self, text):
        self.text.append(text)
        self.size += len(text.encode())

    def put_name(self, name):
        self.spans.append((self.size, self.size + len(name.encode())))
        self.put(name)

    def last(self):
        r = RANDOM.random()
        name = titled(RANDOM.choice(self.family))
        if r < 0.05:
            name = RANDOM.choice(['van ', 'de ', 'van der ', 'von ', 'di ', 'da ', 'El ', 'al-', 'De ', 'Ben ', 'Van ', 'Bin ', 'Al-',
                                  'Von ', 'bin ', 'De la ', 'Di ']) + name
        elif r < 0.08:
            name = name + '-' + titled(RANDOM.choice(self.family))
        elif r < 0.1:
            name = "O'" + name
        elif r < 0.22:  # a surname that no list has
            a, b = RANDOM.choice(self.family), RANDOM.choice(self.family)
            name = titled(a[:max(2, len(a) // 2)] + b[len(b) // 2:])
        return name

    def first(self):
        name = titled(RANDOM.choice(self.given))
        if RANDOM.random() < 0.08:  # a given name that no list has
            other = RANDOM.choice(self.given)
            name = titled(name[:max(2, len(name) // 2)].lower() + other[len(other) // 2:])
        if RANDOM.random() < 0.04:
            name += '-' + titled(RANDOM.choice(self.given))
        return name

    def full(self):
        r = RANDOM.random()
        if r > 0.92:
            return self.family_first()
        if r > 0.9:
            return f'{self.first()} {self.last()} {RANDOM.choice(["Jr.", "Jr.", "Jr", "Sr.", "III", "II"])}'
        if r < 0.06:
            return self.initials() + ' ' + self.last()
        if r < 0.12:
            return f'{self.first()} {RANDOM.choice("ABCDEFGHJKLMPRST")}. {self.last()}'
        if r < 0.18:
            return f'{self.first()} {self.last()} {self.last()}'
        return f'{self.first()} {self.last()}'

    def family_first(self):
        """Xi Jinping, Lee Myung-bak, Kim Jong Un."""
        family = titled(RANDOM.choice(self.first_families))
        a, b = RANDOM.choice(SYLLABLES), RANDOM.choice(SYLLABLES)
        given = RANDOM.choice([f'{titled(a)}-{b}', f'{titled(a)} {titled(b)}', titled(a + b), titled(a + b), titled(a)])
        return f'{family} {given}'

    def initials(self):
        letters = RANDOM.sample('ABCDEFGHIJKLMNPRSTVW', RANDOM.choice([1, 1, 1, 2, 2]))
        return RANDOM.choice(['.', '.']).join(letters) + '.'

    def recast(self):
        """Chooses the two people of an article."""
        self.cast = {}
        for number in '12':
            first, last = self.first(), self.last()
            self.cast['first' + number], self.cast['last' + number] = first, last
            self.cast['full' + number] = f'{first} {last}'
            self.cast['mr' + number] = RANDOM.choice(['Mr', 'Mr', 'Ms', 'Mrs', 'Mr.', 'Mr.', 'Ms.', 'Mrs.', 'Dr', 'Miss'])

    def fill(self, key):
        if key in self.cast:
            (self.put if key.startswith('mr') else self.put_name)(self.cast[key])
            return
        simple = {
            'last': self.last, 'first': self.first, 'full': self.full,
            'init': lambda: f'{self.initials()} {self.last()}',
        }
        if key in simple:
            self.put_name(simple[key]())
        elif key == 'LAST':
            self.put_name(self.last().upper())
        elif key == 'FULL':
            self.put_name(self.full().upper())
        else:
            self.put(self.plain(key))

    def place(self):
        place = RANDOM.choice(self.places)
        if RANDOM.random() < 0.3:  # a place that no list has
            place = place[:max(2, len(place) // 2)] + RANDOM.choice(self.places)[-4:].strip()
        return titled(place)

    def organisation(self):
        r = RANDOM.random()
        if r < 0.6:
            return RANDOM.choice(TEAMS)
        name = self.last() if r < 0.8 else self.place()
        return name[:4].strip() + RANDOM.choice(['tel', 'co', 'corp', 'tech', 'bank', 'soft', 'air', 'gas', 'oil', 'med', 'a', 'ex'])

    def plain(self, key):
        choose, number = RANDOM.choice, RANDOM.randint
        return {
            'sport': lambda: choose(SPORTS),
            'title': lambda: choose(TITLES),
            'day': lambda: choose(DAYS),
            'month': lambda: choose(MONTHS),
            'PLACE': lambda: self.place().upper(),
            'UPLACE': lambda: self.place().upper(),
            'COUNTRY': lambda: choose(self.countries).upper(),
            'Place': self.place,
            'Country': lambda: titled(choose(self.countries)) if RANDOM.random() > 0.15 else choose(['U.S.', 'Britain', 'Spain', 'Italy', 'Germany', 'France', 'Australia', 'Russia', 'South Africa']),
            'Org': lambda: choose(ORGS),
            'org': self.organisation,
            'n': lambda: str(number(2, 99)),
            'nn': lambda: f'{number(1, 12):02}',
            'd': lambda: str(number(0, 9)),
            'pos': lambda: str(number(1, 30)),
            'set': lambda: f'{choose([6, 6, 7])}-{number(0, 5)}',
            'time': lambda: choose([f'{number(1, 9)}:{number(10, 59)}.{number(10, 99)}', f'{number(9, 59)}.{number(10, 99)}',
                                    f'{number(1, 4)} hours {number(1, 59)} minutes', f'{number(1, 300)}.{number(0, 9)} points']),
        }[key]()

    def line(self, shape, end='\n'):
        for part in re.split(r'(\{\w+\})', shape):
            if part.startswith('{'):
                self.fill(part[1:-1])
            else:
                self.put(part)
        self.put(end)

    def take(self):
        text, spans = ''.join(self.text), self.spans
        self.text, self.size, self.spans = [], 0, []
        return text, spans


def make_prose(filler):
    filler.recast()
    shapes = RANDOM.sample(PROSE, RANDOM.randint(4, 9))
    if RANDOM.random() < 0.7:
        shapes.insert(0, RANDOM.choice([shape for shape in PROSE if 'full1' in shape and 'full2' in shape]))
    for shape in shapes:
        filler.line(shape, RANDOM.choice([' ', ' ', '\n\n']))
    return filler.take()


def make_article(filler):
    filler.cast = {}
    filler.line(RANDOM.choice(HEADLINES))
    if RANDOM.random() < 0.8:
        if RANDOM.random() < 0.4:
            filler.line(RANDOM.choice(DATELINES[2:4] + DATELINES[5:]))
        filler.line(RANDOM.choice(DATELINES[:2] + DATELINES[4:5]))
    for _ in range(RANDOM.randint(0, 3)):
        filler.line(RANDOM.choice(SENTENCES))
    for table in RANDOM.sample(TABLES, RANDOM.choice([0, 1, 1, 2])):
        for _ in range(RANDOM.randint(3, 10)):
            filler.line(RANDOM.choice(table))
    for _ in range(RANDOM.randint(0, 2)):
        filler.line(RANDOM.choice(SENTENCES))
    return filler.take()


def escaped(text):
    return (text.replace('\\', '\\\\').replace('\n', '\\n').replace('\t', '\\t')
            .replace('\r', '\\r'))


def unescaped(text):
    return re.sub(r'\\(.)', lambda m: {'n': '\n', 't': '\t', 'r': '\r'}.get(m[1], m[1]), text)


def print_row(fold, text, spans):
    print(fold, ' '.join(f'{b}-{e}' for b, e in spans), escaped(text), sep='\t')


def rebuilt(raw, spans, change, rename):
    """The text with the stretches between names and the names themselves changed."""
    out, places, at = [], [], 0
    size = 0
    for begin, end in list(spans) + [(len(raw), len(raw))]:
        between = change(raw[at:begin].decode(errors='replace')).encode()
        out.append(between)
        size += len(between)
        if begin < len(raw):
            name = rename(raw[begin:end].decode(errors='replace')).encode()
            places.append((size, size + len(name)))
            out.append(name)
            size += len(name)
        at = end
    return b''.join(out).decode(errors='replace'), places


def apart(text):
    text = re.sub(r"([^\w\s'’.-])", r' \1 ', text)
    text = re.sub(r"(['’]s)\b", r' \1', text)
    text = re.sub(r'\.(\s|$)', r' .\1', text)
    return re.sub(r'  +', ' ', text)


def capitals(raw, spans):
    """The text with some or all of its lines in capitals."""
    share = RANDOM.choice([0.15, 0.3, 1, 1])
    out, places, size, at = [], [], 0, 0
    for line in raw.decode(errors='replace').split('\n'):
        bytes_of_line = len(line.encode()) + 1
        inside = [(b - at, e - at) for b, e in spans if at <= b and e <= at + bytes_of_line - 1]
        if RANDOM.random() < share:
            line, inside = rebuilt(line.encode(), inside, str.upper, str.upper)
        places += [(size + b, size + e) for b, e in inside]
        out.append(line)
        size += len(line.encode()) + 1
        at += bytes_of_line
    return '\n'.join(out), places


def variant(raw, spans, filler):
    if RANDOM.random() < 0.5:
        return rebuilt(raw, spans, apart, lambda name: name)
    words = {}

    def rename(name):
        parts = name.split(' ')
        for i, word in enumerate(parts):
            if word[:1].isupper() and len(word) > 2 and word.isalpha():
                source = filler.first if i == 0 and len(parts) > 1 else filler.last
                parts[i] = words.setdefault(word, source())
        return ' '.join(parts)

    for begin, end in spans:  # full names give surnames their replacements
        name = raw[begin:end].decode(errors='replace')
        if ' ' in name:
            rename(name)
    return rebuilt(raw, spans, lambda text: text, rename)


def main():
    filler = Filler(read_lists(sys.argv[1]))
    for _ in range(int(sys.argv[2])):
        print_row(0, *(make_article if RANDOM.random() < 0.7 else make_prose)(filler))
    for path in sys.argv[3:]:
        with open(path, encoding='utf-8') as rows:
            for row in rows:
                fold, places, text = row.rstrip('\n').split('\t', 2)
                spans = [tuple(map(int, p.split('-'))) for p in places.split()]
                if any(a[1] > b[0] for a, b in zip(spans, spans[1:])):
                    continue
                raw = unescaped(text).encode()
                print_row(f'-{fold}', *variant(raw, spans, filler))
                print_row(f'-{fold}', *capitals(raw, spans))


if __name__ == '__main__':
    main()
