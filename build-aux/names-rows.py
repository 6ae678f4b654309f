#!/usr/bin/env python3
"""Write articles with marked names as names-train reads them.

    names-rows.py FOLDS FILE.jsonl... >ROWS

FILE has one article a line: {"id", "text", "gold": [{"kind", "begin", "end"}...]}, begin and end being bytes.
FOLDS 0 marks all articles as learnt from in every fold; else each goes to one of the folds by its id.
"""
import hashlib
import json
import sys


def escaped(text):
    return (text.replace('\\', '\\\\').replace('\n', '\\n').replace('\t', '\\t')
            .replace('\r', '\\r'))


def row(fold, article):
    spans = sorted((m['begin'], m['end']) for m in article['gold'] if m['kind'] == 'name')
    places = ' '.join(f'{begin}-{end}' for begin, end in spans)
    return f'{fold}\t{places}\t{escaped(article["text"])}\n'


def fold_of(article, folds):
    if not folds:
        return 0
    return int(hashlib.sha256(str(article['id']).encode()).hexdigest(), 16) % folds + 1


def main():
    folds = int(sys.argv[1])
    for path in sys.argv[2:]:
        with open(path, encoding='utf-8') as articles:
            for line in articles:
                article = json.loads(line)
                sys.stdout.write(row(fold_of(article, folds), article))


if __name__ == '__main__':
    main()
