/* threads_test.cc - a host whose eight threads index and search at the same time, and fork
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Starts itself again under `masthead run`.  Each thread has databases, generators and parsers of its own, as Xapian wants
 * it, and must get what one thread alone gets; two databases of its own are open in each, one of them on disk, and one that all
 * read.  Child processes that are forked meanwhile index, too.
 *
 * Runs in a build with --enable-sanitizers=thread, too, where threads.supp says what is left out. */
#include "test.h"

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <dlfcn.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xapian.h>

#ifndef __SANITIZE_THREAD__ /* which has a pthread_mutex_unlock() of its own, and does not follow a fork of many threads */
#define FORKS

namespace
{
thread_local bool lingers; /* with a lock of the module held */
std::atomic<bool> lingering{false};

/* Whether it lies in the adapter. */
bool is_of_module(const void *at)
{
    Dl_info info;
    return dladdr(at, &info) && info.dli_fname && strstr(info.dli_fname, "masthead-adapter");
}
} // namespace

/* The module's calls arrive here. */
extern "C" int pthread_mutex_unlock(pthread_mutex_t *mutex) noexcept
{
    typedef int unlock_function(pthread_mutex_t *);
    static unlock_function *const unlock =
        reinterpret_cast<unlock_function *>(dlsym(RTLD_NEXT, "pthread_mutex_unlock"));
    if (lingers && is_of_module(mutex)) {
        lingers = false;
        lingering = true;
        usleep(200000); /* room for a fork, which may as well come later */
    }
    return unlock(mutex);
}
#endif

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

std::string folder;

Xapian::Document read_article(int number)
{
    Xapian::TermGenerator generator;
    Xapian::Document document;
    generator.set_stemmer(Xapian::Stem("en"));
    generator.set_document(document);
    generator.index_text(text_of(number), 1, "S");
    generator.index_text(text_of(number));
    document.add_boolean_term("Q" + std::to_string(number));
    document.add_value(0, "2021-08-17");
    return document;
}

/* The database that all threads read. */
void make_common()
{
    Xapian::WritableDatabase common(folder + "/common", Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
    for (int i = 0; i < ARTICLES; i++)
        common.add_document(read_article(i));
    common.commit();
}

/* All that a thread's databases hold and find, and what it finds in the common one. */
std::string work()
{
    static std::atomic<int> works{0};
    const std::string path = folder + '/' + std::to_string(getpid()) + '-' + std::to_string(works++);
    Xapian::WritableDatabase one(path, Xapian::DB_CREATE | Xapian::DB_NO_SYNC), two("", Xapian::DB_BACKEND_INMEMORY);
    const Xapian::Database common(folder + "/common");
    std::string all;
    for (int i = 0; i < ARTICLES; i++) {
        Xapian::Document document = read_article(i);
        if (i % 4 == 3)
            continue; /* a document that is never added */
        one.add_document(document);
        two.replace_document("Q" + std::to_string(i % 10), document);
        all += terms_of(document);
    }
    for (const char *text : {"person:\"ann lee\"", "office:minister date:2019-08-03", "person:ito3 spoke", "lee -first"})
        all += found(one, text) + found(two, text) + found(common, text);
    one.commit();
    return all + found(Xapian::Database(path), "lee spoke");
}

#ifdef FORKS
int fork_and_work(const std::string &want)
{
    const pid_t child = fork();
    if (child == 0) {
        alarm(60); /* a child that waits for a lock of a thread that it does not have waits for ever */
        _exit(work() == want ? 0 : 1);
    }
    int status = -1;
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

/* Forks while another thread is in the middle of what all threads share. */
void test_fork_within(const std::string &want)
{
    std::atomic<bool> over{false};
    std::thread other([&] {
        lingers = true;
        work();
        over = true;
    });
    while (!lingering && !over)
        usleep(1000);
    ok(fork_and_work(want), "a child that is forked while a thread holds the module's lock does not wait for it");
    other.join();
    ok(lingering, "that lock is held while an article is indexed");
}
#endif

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
#ifdef FORKS
    int children = 0;
    for (int i = 0; i < 5; i++)
        children += fork_and_work(want);
    ok(children == 5, "child processes that are forked meanwhile index alike (%d of 5)", children);
#endif
    for (std::thread &thread : threads)
        thread.join();
    ok(good == THREADS * 5, "%d threads get what one gets (%d of %d times)", THREADS, good.load(), THREADS * 5);
#ifdef FORKS
    test_fork_within(want);
#endif
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1) {
        folder = argv[1];
        make_common();
        test_threads();
        std::filesystem::remove_all(folder);
        return done();
    }
    if (getenv("SANITIZERS")) {
        printf("1..0 # SKIP built with sanitizers\n");
        return 0;
    }
    char place[] = "/tmp/masthead-threads-XXXXXX";
    if (!mkdtemp(place))
        return EXIT_FAILURE;
    const char *build = getenv("builddir");
    std::string masthead = std::string(build ? build : ".") + "/masthead", config = source_path("conf/news.yaml");
    execl(masthead.c_str(), "masthead", "run", "-c", config.c_str(), "--", argv[0], place, nullptr);
    printf("Bail out! %s cannot be run\n", masthead.c_str());
    return EXIT_FAILURE;
}
