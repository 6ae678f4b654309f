#!/usr/bin/env python3
"""Write texts whose names stand in brackets as articles with marked names, for names-rows.py and for scoring.

    names-marked.py FILE... >ARTICLES.jsonl

An empty line ends an article; lines that begin with # are comments.
"""
import json
import re
import sys


def article(number, marked):
    text, gold = '', []
    for piece in re.split(r'(\[[^]\n]*\])', marked):
        if piece.startswith('['):
            begin = len(text.encode())
            text += piece[1:-1]
            gold.append({'kind': 'name', 'begin': begin, 'end': len(text.encode()), 'text': piece[1:-1]})
        else:
            text += piece
    return {'id': number, 'text': text + '\n', 'gold': gold}


def main():
    number = 0
    for path in sys.argv[1:]:
        with open(path, encoding='utf-8') as lines:
            marked = ''.join(line for line in lines if not line.startswith('#'))
        for part in re.split(r'\n\n+', marked.strip('\n')):
            number += 1
            print(json.dumps(article(f'{path}-{number}', part), ensure_ascii=False))


if __name__ == '__main__':
    main()
