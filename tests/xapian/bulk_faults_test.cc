/* bulk_faults_test.cc - a load that cannot go on leaves the database as it was
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Each allocation fails in turn, then each call of the system that matters to what is on the disk; then the process
 * dies right before each such call.  What is written must have reached the disk before a name makes it count, so that a
 * machine that loses power loses no more than a process that dies. */
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include <xapian.h>

#include "bulk.h"
#include "sound.h"
#include "test.h"

extern "C" {
#include "malloc_fail.h"

/* The system calls of the load pass through here. */
int __real_openat(int directory, const char *name, int flags, mode_t mode);
ssize_t __real_pwrite(int fd, const void *bytes, size_t size, off_t offset);
ssize_t __real_pread(int fd, void *bytes, size_t size, off_t offset);
int __real_fdatasync(int fd);
int __real_fsync(int fd);
int __real_renameat(int from, const char *name, int to, const char *new_name);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *how, void *(*run)(void *), void *user);
int __wrap_openat(int directory, const char *name, int flags, ...);
ssize_t __wrap_pwrite(int fd, const void *bytes, size_t size, off_t offset);
ssize_t __wrap_pread(int fd, void *bytes, size_t size, off_t offset);
int __wrap_fdatasync(int fd);
int __wrap_fsync(int fd);
int __wrap_renameat(int from, const char *name, int to, const char *new_name);
}

#if XAPIAN_MAJOR_VERSION < 2

namespace
{

/* What happens at a call of the system. */
struct {
    long left; /* calls until then; -1: nothing happens */
    bool dies;
} fault = {-1, false};

bool happens()
{
    if (fault.left < 0 || fault.left--)
        return false;
    if (fault.dies)
        raise(SIGKILL);
    errno = EIO;
    return true;
}

/* What would be lost without power. */
struct {
    std::set<ino_t> written; /* files, since they were last flushed */
    bool names;              /* names that have changed, since the folder was last flushed */
    long early;              /* names that were given too early */
    long commits;
} disk;

void note_name(int directory, const char *name, const char *new_name)
{
    struct stat about;
    const bool is_version = strcmp(new_name, "iamglass") == 0;
    const bool is_there = fstatat(directory, name, &about, 0) == 0;
    disk.early += !is_there || disk.written.count(about.st_ino) || (is_version && disk.names);
    disk.commits += is_version;
    disk.names = true;
}

} // namespace

/* The work for several threads is done by one, so that the calls come in the same order each time. */
int __wrap_pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *)
{
    return EAGAIN;
}

int __wrap_openat(int directory, const char *name, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    const mode_t mode = va_arg(list, mode_t);
    va_end(list);
    return happens() ? -1 : __real_openat(directory, name, flags, mode);
}

ssize_t __wrap_pwrite(int fd, const void *bytes, size_t size, off_t offset)
{
    struct stat about;
    if (fstat(fd, &about) == 0)
        disk.written.insert(about.st_ino);
    return happens() ? -1 : __real_pwrite(fd, bytes, size, offset);
}

ssize_t __wrap_pread(int fd, void *bytes, size_t size, off_t offset)
{
    return happens() ? -1 : __real_pread(fd, bytes, size, offset);
}

int __wrap_fdatasync(int fd)
{
    struct stat about;
    if (fstat(fd, &about) == 0)
        disk.written.erase(about.st_ino);
    return happens() ? -1 : __real_fdatasync(fd);
}

int __wrap_fsync(int fd)
{
    disk.names = false; /* it is the folder that is flushed so */
    return happens() ? -1 : __real_fsync(fd);
}

int __wrap_renameat(int from, const char *name, int to, const char *new_name)
{
    note_name(from, name, new_name);
    return happens() ? -1 : __real_renameat(from, name, to, new_name);
}

namespace
{

enum { DOCUMENTS = 12 };

std::string path;   /* of the database */
std::string second; /* of one that a second part is left in */

void make_empty(int flags = 0)
{
    for (const std::string &place : {path, second})
        Xapian::WritableDatabase(place, Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC | flags).commit();
}

/* The paths of all that is in the two. */
std::vector<std::string> files()
{
    std::vector<std::string> paths;
    for (const std::string &place : {path, second}) {
        DIR *folder = opendir(place.c_str());
        while (const dirent *entry = readdir(folder))
            if (entry->d_name[0] != '.')
                paths.push_back(place + "/" + entry->d_name);
        closedir(folder);
    }
    return paths;
}

void remove_databases()
{
    for (const std::string &name : files())
        unlink(name.c_str());
    rmdir(path.c_str());
    rmdir(second.c_str());
}

bool is_temporary(const std::string &name)
{
    return name.find(".tmp", path.size()) != std::string::npos;
}

bool has_temporary_files()
{
    for (const std::string &name : files())
        if (is_temporary(name))
            return true;
    return false;
}

/* ---- A load ---------------------------------------------------------------------------------------- */

bulk_status load_document(bulk *load, uint32_t number, uint32_t did)
{
    const uint32_t positions[] = {1, did + 1, did + 70};
    std::string data(300 + 400 * did, static_cast<char>('a' + did));
    bulk_status status = bulk_begin(load, number);
    for (unsigned i = 0; !status && i < 200; i++) {
        const std::string term = (i < 100 ? "a" : "b") + std::to_string(100 + i) + (i % 3 ? "" : std::to_string(did));
        status = bulk_term(load, term.data(), term.size(), i % 3, positions, i % 4);
    }
    for (uint32_t slot = 0; !status && slot < 6; slot++)
        status = bulk_value(load, slot * did, data.data(), 1 + slot);
    return status ? status : bulk_end(load, data.data(), data.size());
}

bulk_status load_metadata(bulk *load)
{
    bulk_status status = BULK_OK;
    for (uint32_t i = 0; !status && i < 70; i++)
        status = bulk_metadata(load, std::to_string(i).c_str(), i < 10 ? 1 : 2, "value", 5);
    return status;
}

bulk_status load_all(bulk *load)
{
    bulk_status status = load_metadata(load);
    for (uint32_t did = 1; !status && did <= DOCUMENTS; did++)
        status = load_document(load, did, did);
    return status;
}

bulk_status load_alone(bulk_error *error)
{
    bulk *load;
    error->message[0] = '\0';
    bulk_status status = bulk_open(path.c_str(), &load, error);
    if (status)
        return status;
    bulk_set_budget(load, 20000);
    load_all(load);
    status = bulk_commit(load, error);
    bulk_close(load);
    return status;
}

/* The same by parts, which are joined. */
bulk_status load_part(const std::string &where, uint32_t begin, uint32_t end, bulk_error *error)
{
    bulk *load;
    bulk_status status = bulk_open(where.c_str(), &load, error);
    if (status)
        return status;
    bulk_set_budget(load, 20000);
    bulk_set_part(load);
    status = load_metadata(load);
    for (uint32_t number = begin; !status && number < end; number++)
        status = load_document(load, number - begin + 1, number);
    status = bulk_leave(load, error);
    bulk_close(load);
    return status;
}

void remove_temporary_files()
{
    for (const std::string &name : files())
        if (is_temporary(name))
            unlink(name.c_str());
}

const bulk_joining both = {2, 2, nullptr, 0};

bulk_status load_joined(bulk_error *error)
{
    const char *const directories[] = {path.c_str(), second.c_str()};
    error->message[0] = '\0';
    bulk_status status = load_part(path, 1, DOCUMENTS / 3, error);
    if (!status) {
        status = load_part(second, DOCUMENTS / 3, DOCUMENTS + 1, error);
        if (!status)
            return bulk_join(directories, &both, error);
        remove_temporary_files(); /* the first part is complete */
    }
    return status;
}

/* The same, but that some are loaded wrong and then replaced. */
bulk_status load_replaced(bulk_error *error)
{
    const uint32_t numbers[] = {1, 5, DOCUMENTS};
    bulk *load, *replacing = nullptr;
    error->message[0] = '\0';
    bulk_status status = bulk_open(path.c_str(), &load, error);
    if (status)
        return status;
    bulk_set_budget(load, 20000);
    status = load_metadata(load);
    for (uint32_t did = 1; !status && did <= DOCUMENTS; did++)
        status = load_document(load, did, did == 1 || did == 5 || did == DOCUMENTS ? did + 1 : did);
    status = bulk_open_replacing(load, &replacing, error);
    for (uint32_t i = 0; !status && i < 3; i++)
        status = load_document(replacing, i + 1, numbers[i]);
    errno = 0; /* the reason that counts is in the load */
    if (replacing)
        status = bulk_commit_replacing(load, replacing, numbers, error);
    bulk_close(replacing);
    bulk_close(load);
    return status;
}

/* Ways to load the documents. */
typedef bulk_status load_function(bulk_error *error);
const struct way {
    const char *name;
    load_function *load;
} ways[] = {{"", load_alone}, {"joined parts: ", load_joined}, {"some replaced: ", load_replaced}};

/* The number of documents, all as they should be; -1: not so. */
int found()
{
    try {
        const Xapian::Database database(path);
        const unsigned count = database.get_doccount();
        bool good = count == 0 ? database.get_metadata("1").empty()
                               : count == DOCUMENTS && database.get_termfreq("a101") == DOCUMENTS &&
                                     database.get_metadata("1") == "value" &&
                                     database.get_document(DOCUMENTS).get_data().size() == 300 + 400 * DOCUMENTS;
        return good && is_sound(path) ? static_cast<int>(count) : -1;
    } catch (const Xapian::Error &error) {
        printf("# %s\n", error.get_description().c_str());
        return -1;
    }
}

/* ---- What can happen ------------------------------------------------------------------------------- */

void test_memory(const way &w)
{
    bulk_error error;
    long tried = 0, lost = 0, wrong = 0;
    MALLOC_FAIL_EACH(n)
    {
        make_empty();
        const long live = malloc_live();
        const bulk_status status = w.load(&error);
        const bool failed = malloc_failed();
        malloc_state.armed = false;
        tried++;
        lost += malloc_live() != live;
        wrong += status != (failed ? BULK_NO_MEMORY : BULK_OK) || found() != (failed ? 0 : DOCUMENTS) ||
                 has_temporary_files();
    }
    ok(tried > 40 && wrong == 0, "%seach allocation fails: %ld of %ld are no NO_MEMORY and an empty database", w.name,
       wrong, tried);
    ok(lost == 0, "%seach allocation fails: %ld of %ld leave memory", w.name, lost, tried);
}

/* The load up to the fault.  Returns whether there was one. */
bool load_with_fault(const way &w, long calls, bulk_status *status, bulk_error *error)
{
    make_empty();
    fault = {calls, false};
    *status = w.load(error);
    const bool happened = fault.left < 0;
    fault.left = -1;
    return happened;
}

void test_system(const way &w)
{
    bulk_error error;
    bulk_status status;
    long calls = 0, wrong = 0;
    for (; load_with_fault(w, calls, &status, &error); calls++) {
        const bool failed = status == BULK_FAILED && strstr(error.message, path.c_str()) &&
                            strstr(error.message, "Input/output error");
        const int count = found();
        if (!(count == 0 && (failed || status == BULK_UNFIT)) && !(count == DOCUMENTS && status == BULK_OK))
            printf("# call %ld: status %d, %d documents, %s\n", calls, status, count, error.message), wrong++;
        if (has_temporary_files())
            printf("# call %ld leaves files\n", calls), wrong++;
    }
    ok(calls > 20 && wrong == 0 && status == BULK_OK && found() == DOCUMENTS,
       "%seach call of the system fails: %ld of %ld are no failure and an empty database", w.name, wrong, calls);
}

/* Whether a process that loads dies at that call. */
bool dies_at(const way &w, long calls)
{
    make_empty();
    fflush(stdout);
    const pid_t child = fork();
    if (!child) {
        bulk_error error;
        fault = {calls, true};
        w.load(&error);
        _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status);
}

void test_death(const way &w)
{
    long calls = 0, wrong = 0, complete = 0;
    for (; dies_at(w, calls); calls++) {
        bulk_error error;
        const int count = found();
        complete += count == DOCUMENTS;
        const bulk_status again = w.load(&error);
        if (!(count == 0 && again == BULK_OK && found() == DOCUMENTS) && !(count == DOCUMENTS && again == BULK_UNFIT))
            printf("# call %ld: %d documents, then status %d\n", calls, count, again), wrong++;
    }
    ok(calls > 20 && wrong == 0, "%sdeath at each call: %ld of %ld leave neither nothing nor all", w.name, wrong,
       calls);
    ok(complete == 1, "%sdeath at each call: all is there after the last but one", w.name);
}

void test_power(const way &w)
{
    bulk_error error;
    make_empty();
    disk = {};
    const bulk_status status = w.load(&error);
    ok(status == BULK_OK && disk.commits == 1 && disk.early == 0 && !disk.names,
       "%sall is on the disk before the version tells of it: %ld names came early", w.name, disk.early);
}

void test_full_disk(const way &w)
{
    int wrong = 0;
    const rlim_t sizes[] = {0, 10, 5000, 8192, 20000};
    signal(SIGXFSZ, SIG_IGN);
    for (rlim_t size : sizes) {
        bulk_error error;
        rlimit old, small;
        make_empty();
        getrlimit(RLIMIT_FSIZE, &old);
        small = old;
        small.rlim_cur = size;
        setrlimit(RLIMIT_FSIZE, &small);
        const bulk_status status = w.load(&error);
        setrlimit(RLIMIT_FSIZE, &old);
        if (status != BULK_FAILED || !strstr(error.message, "File too large") || found() != 0 || has_temporary_files())
            printf("# %ld bytes: status %d, %s\n", static_cast<long>(size), status, error.message), wrong++;
    }
    ok(wrong == 0, "%sa file system that is full", w.name);
}

/* ---- What it takes and what not -------------------------------------------------------------------- */

bool is_unfit()
{
    bulk *load = nullptr;
    bulk_error error = {""};
    const bulk_status status = bulk_open(path.c_str(), &load, &error);
    bulk_close(load);
    return status == BULK_UNFIT && !has_temporary_files();
}

void test_unfit()
{
    const std::string whole = path;
    path = whole + "/no/such";
    bulk *load = nullptr;
    bulk_error error;
    ok(bulk_open(path.c_str(), &load, &error) == BULK_UNFIT, "no folder");
    path = whole;
    make_empty(Xapian::DB_NO_TERMLIST);
    ok(is_unfit(), "no table of termlists");
    make_empty();
    Xapian::WritableDatabase(path, 0).add_document(Xapian::Document());
    ok(is_unfit(), "a database with a document");
    make_empty();
    Xapian::WritableDatabase(path, 0).add_spelling("word");
    ok(is_unfit(), "a database with spelling data");
    make_empty();
    Xapian::WritableDatabase(path, 0).set_metadata("key", "value");
    ok(is_unfit(), "a database with metadata");
    make_empty();
    const int fd = open((path + "/iamglass").c_str(), O_WRONLY);
    for (off_t size : {76, 40, 20, 1, 0})
        ok(ftruncate(fd, size) == 0 && is_unfit(), "a version file cut to %ld bytes", static_cast<long>(size));
    close(fd);
}

void test_state()
{
    bulk *load = nullptr;
    bulk_error error = {""};
    size_t size = 0;
    make_empty();
    const std::string uuid = Xapian::Database(path).get_uuid();
    ok(bulk_open(path.c_str(), &load, &error) == BULK_OK, "an empty database");
    bulk_begin(load, 3);
    bulk_term(load, "dropped", 7, 1, nullptr, 0);
    bulk_value(load, 1, "dropped", 7);
    bulk_abandon(load);
    bulk_begin(load, 3);
    const std::string zeros(245, '\0'), longer(246, 'x');
    ok(bulk_term(load, longer.data(), longer.size(), 1, nullptr, 0) == BULK_UNFIT, "a term of 246 bytes");
    ok(bulk_term(load, zeros.data(), zeros.size(), 1, nullptr, 0) == BULK_UNFIT, "a term of 245 zero bytes");
    bulk_abandon(load);
    bulk_begin(load, 4);
    bulk_term(load, "kept", 4, 5, nullptr, 0);
    ok(bulk_term_document(load, "kept", 4) == BULK_NONE, "no term before the document ends");
    bulk_end(load, "", 0);
    ok(bulk_term_document(load, "kept", 4) == 4 && bulk_term_document(load, "dropped", 7) == BULK_NONE &&
           bulk_term_document(load, "kep", 3) == BULK_NONE &&
           bulk_term_document(load, longer.data(), longer.size()) == BULK_NONE,
       "which terms there are");
    ok(bulk_documents(load) == 1 && bulk_last(load) == 4, "how many documents there are");
    bulk_metadata(load, "a", 1, "first", 5);
    bulk_metadata(load, "b", 1, "first", 5);
    bulk_metadata(load, "a", 1, "second", 6);
    bulk_metadata(load, "b", 1, "", 0);
    const char *value = bulk_get_metadata(load, "a", 1, &size);
    ok(value && std::string(value, size) == "second", "metadata set twice");
    ok(!bulk_get_metadata(load, "b", 1, &size) && !bulk_get_metadata(load, "c", 1, &size), "metadata not there");
    ok(bulk_metadata(load, zeros.data(), zeros.size(), "v", 1) == BULK_OK &&
           bulk_metadata(load, std::string(254, 'k').data(), 254, "v", 1) == BULK_UNFIT,
       "long keys of metadata");
    ok(found() == 0, "nothing is there before the commit");
    ok(bulk_commit(load, &error) == BULK_OK, "the commit %s", error.message);
    bulk_close(load);
    const Xapian::Database database(path);
    ok(database.get_doccount() == 1 && database.get_lastdocid() == 4 && database.get_metadata("a") == "second" &&
           database.get_metadata("b").empty() && !database.term_exists("dropped") && database.term_exists("kept"),
       "what is there after the commit");
    ok(database.get_uuid() == uuid && database.get_revision() == 1, "the UUID stays, the revision is one more");
    ok(!has_temporary_files(), "no temporary file stays");
}

void test_part_state()
{
    uint32_t count;
    const bulk_joining alone = {1, 1, nullptr, 0};
    bulk_error error = {""};
    const char *const directories[] = {path.c_str(), second.c_str()};
    make_empty();
    ok(!bulk_is_part(path.c_str(), &count) && !bulk_is_part((path + "/no/such").c_str(), &count), "no part");
    ok(bulk_join(directories, &both, &error) == BULK_UNFIT && found() == 0 && strstr(error.message, path.c_str()),
       "no part to join: %s", error.message);
    ok(load_part(path, 1, 4, &error) == BULK_OK && bulk_is_part(path.c_str(), &count) && found() == 0,
       "a part that is left in a database that stays empty");
    ok(bulk_join(directories, &both, &error) == BULK_UNFIT && !bulk_is_part(path.c_str(), &count) && found() == 0 &&
           !has_temporary_files(),
       "one part of two");
    ok(load_part(second, 1, 4, &error) == BULK_OK, "a part");
    Xapian::WritableDatabase(second, 0).add_document(Xapian::Document());
    ok(bulk_join(directories + 1, &alone, &error) == BULK_UNFIT && strstr(error.message, second.c_str()),
       "a part whose database is no longer empty: %s", error.message);
    ok(!has_temporary_files(), "no temporary file stays");
}

} // namespace

int main()
{
    char name[] = "/tmp/bulk_faults_test.XXXXXX";
    path = mkdtemp(name);
    second = path + ".second";
    test_state();
    test_unfit();
    test_part_state();
    for (const way &w : ways) {
        test_memory(w);
        test_system(w);
        test_death(w);
        test_power(w);
        test_full_disk(w);
    }
    remove_databases();
    return done();
}

#else
int main()
{
    printf("1..0 # SKIP the format is that of Xapian 1.4\n");
}
#endif
