/* threads_test.cc - a host whose eight threads index and search at the same time, and fork
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Starts itself again under `masthead run`.  Each thread has databases, generators and parsers of its own, as Xapian wants
 * it, and must get what one thread alone gets; two databases are open in each.  Child processes that are forked
 * meanwhile index, too. */
#include "test.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>
#include <xapian.h>

namespace
{

const int THREADS = 8, ARTICLES = 40;

std::string text_of(int number)
{
    return "Former transport minister Yumi Ito" + std::to_string(number) + " met Ms. Ann Lee on " +
           std::to_string(number % 28 + 1) + " August 2019. Lee spoke first.";
}

std::string terms_of(const Xapian::Document &document)
{
    std::string all;
    for (Xapian::TermIterator term = document.termlist_begin(); term != document.termlist_end(); ++term)
        all += *term + ':' + std::to_string(term.get_wdf()) + ' ';
    return all;
}

std::string found(const Xapian::Database &database, const char *text)
{
    Xapian::QueryParser parser;
    parser.set_stemmer(Xapian::Stem("en"));
    parser.set_database(database);
    Xapian::Enquire enquire(database);
    enquire.set_query(parser.parse_query(text));
    std::string all = std::string(text) + " =";
    const Xapian::MSet matches = enquire.get_mset(0, 100);
    for (Xapian::MSetIterator match = matches.begin(); match != matches.end(); ++match)
        all += ' ' + std::to_string(*match);
    return all + '\n';
}

/* All that a thread's databases hold and find. */
std::string work()
{
    Xapian::WritableDatabase one("", Xapian::DB_BACKEND_INMEMORY), two("", Xapian::DB_BACKEND_INMEMORY);
    std::string all;
    for (int i = 0; i < ARTICLES; i++) {
        Xapian::TermGenerator generator;
        Xapian::Document document;
        generator.set_stemmer(Xapian::Stem("en"));
        generator.set_document(document);
        generator.index_text(text_of(i), 1, "S");
        generator.index_text(text_of(i));
        document.add_boolean_term("Q" + std::to_string(i));
        document.add_value(0, "2021-08-17");
        if (i % 4 == 3)
            continue; /* a document that is never added */
        one.add_document(document);
        two.replace_document("Q" + std::to_string(i % 10), document);
        all += terms_of(document);
    }
    for (const char *text : {"person:\"ann lee\"", "office:minister date:2019-08-03", "person:ito3 spoke", "lee -first"})
        all += found(one, text) + found(two, text);
    return all;
}

int fork_and_work(const std::string &want)
{
    const pid_t child = fork();
    if (child == 0)
        _exit(work() == want ? 0 : 1);
    int status = -1;
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

void test_threads()
{
    const std::string want = work();
    std::atomic<int> good{0};
    std::vector<std::thread> threads;
    ok(want.find("XPlee, ann") != std::string::npos && want.find("XD20190803") != std::string::npos,
       "one thread indexes with the module");
    ok(want.find("person:\"ann lee\" = 1 2") != std::string::npos, "and finds");
    for (int i = 0; i < THREADS; i++)
        threads.emplace_back([&] {
            for (int round = 0; round < 5; round++)
                good += work() == want;
        });
    int children = 0;
#ifndef __SANITIZE_THREAD__ /* which does not follow a fork of many threads */
    for (int i = 0; i < 5; i++)
        children += fork_and_work(want);
#else
    children = 5;
#endif
    for (std::thread &thread : threads)
        thread.join();
    ok(good == THREADS * 5, "%d threads get what one gets (%d of %d times)", THREADS, good.load(), THREADS * 5);
    ok(children == 5, "and so do 5 child processes that were forked meanwhile");
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1 || getenv("SANITIZERS")) {
        if (argc > 1)
            test_threads();
        else
            printf("1..0 # SKIP built with sanitizers\n");
        return argc > 1 ? done() : 0;
    }
    const char *build = getenv("builddir");
    std::string masthead = std::string(build ? build : ".") + "/masthead", config = source_path("conf/news.yaml");
    execl(masthead.c_str(), "masthead", "run", "-c", config.c_str(), "--", argv[0], "again", nullptr);
    printf("Bail out! %s cannot be run\n", masthead.c_str());
    return EXIT_FAILURE;
}
