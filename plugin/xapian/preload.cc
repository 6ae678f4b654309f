/* preload.cc - the functions of libxapian that are taken over
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The dynamic linker loads this file before libxapian, so that a program's calls of these
 * functions arrive here.  They go on to the adapter, or straight to libxapian when no config was
 * named.
 *
 * Who is the host.  `masthead run` names the config in the environment.  A process that has
 * libxapian when it starts is the host from the first moment; one that loads it later (a Python
 * script) becomes it with its first call.  The host takes the module out of its environment, so
 * that what it starts does not inherit it; a process without Xapian (a shell, env, nice) leaves it
 * there for the program that comes after it.
 *
 * Nothing here may need libxapian or the C++ library when the file is loaded: it is compiled
 * without exceptions (they pass through) and refers to no symbol of theirs. */
#include "adapter.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>
#include <pthread.h>

#include "process.h"

namespace
{

/* Mangled names, in the order of xapian_functions. */
#if XAPIAN_MAJOR_VERSION >= 2
#define TEXT_TYPE  "St17basic_string_viewIcSt11char_traitsIcEE"
#define TEXT       TEXT_TYPE
#define TEXT_PARSE TEXT "jS4_"
#else
#define TEXT_TYPE  "NSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE"
#define TEXT       "RK" TEXT_TYPE
#define TEXT_PARSE TEXT "jS8_"
#endif
const char *const symbols[] = {
    "_ZN6Xapian13TermGenerator10index_textERKNS_12Utf8IteratorEj" TEXT,
    "_ZN6Xapian13TermGenerator28index_text_without_positionsERKNS_12Utf8IteratorEj" TEXT,
    "_ZN6Xapian16WritableDatabase12add_documentERKNS_8DocumentE",
    "_ZN6Xapian16WritableDatabase16replace_documentEjRKNS_8DocumentE",
    "_ZN6Xapian16WritableDatabase16replace_documentE" TEXT "RKNS_8DocumentE",
    "_ZN6Xapian11QueryParser11parse_queryE" TEXT_PARSE,
    "_ZNK6Xapian8Database8compact_EPK" TEXT_TYPE "ijiPNS_9CompactorE",
    "_ZN6Xapian8RegistryC1Ev",
    "_ZN6Xapian16WritableDatabaseC1E" TEXT "ii",
};
/* What Xapian::version_string(), which is inline, asks. */
const char version_symbol[] = "_ZN6Xapian8Internal14get_constinfo_Ev";

union function_table {
    xapian_functions functions;
    void *addresses[sizeof symbols / sizeof *symbols];
};
static_assert(sizeof(xapian_functions) == sizeof symbols, "one name a function");

function_table stock;   /* libxapian's own functions */
function_table current; /* where calls go on to: the adapter's, or stock */
char config[4096];      /* "" when none was named */
char own_path[4096];    /* of this file, as the linker was given it */
pthread_once_t begun = PTHREAD_ONCE_INIT;
const void *first_caller; /* an address in the code that called first */
bool ready;               /* `current` is filled */

/* Finds a symbol of the libxapian that the process uses: behind this file in the program's own
 * libraries, or, when libxapian came in later, in the libraries of the code that calls. */
void *find(const char *symbol, void *caller_library)
{
    void *address = dlsym(RTLD_NEXT, symbol);
    if (!address && caller_library)
        address = dlsym(caller_library, symbol);
    return address;
}

void *open_caller(const void *caller)
{
    char path[4096];
    return caller && process_file_of(caller, path, sizeof path)
               ? dlopen(path, RTLD_LAZY | RTLD_NOLOAD)
               : nullptr;
}

[[noreturn]] void refuse_version(const char *found)
{
    char message[256];
    std::snprintf(message, sizeof message,
                  "this module is built for Xapian " XAPIAN_VERSION
                  " but the program uses Xapian %s; nothing was written",
                  found ? found : "of an unknown version");
    process_refuse(message);
}

void check_version(void *caller_library)
{
    typedef const Xapian::Internal::constinfo *about_function();
    about_function *about =
        reinterpret_cast<about_function *>(find(version_symbol, caller_library));
    const char *found = about ? about()->str : nullptr;
    if (!found || std::strcmp(found, XAPIAN_VERSION) != 0)
        refuse_version(found);
}

void load_adapter()
{
    char path[4096], message[2048] = "";
    if (!process_file_beside(own_path, "masthead-adapter.so", path, sizeof path))
        process_refuse("the module's path is too long");
    void *adapter = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!adapter)
        process_refuse(dlerror());
    adapter_open_function *open =
        reinterpret_cast<adapter_open_function *>(dlsym(adapter, "masthead_adapter_open"));
    if (!open)
        process_refuse(dlerror());
    if (!open(config, &stock.functions, &current.functions, message, sizeof message))
        process_refuse(message);
}

void begin()
{
    void *caller_library = open_caller(first_caller);
    if (*config) {
        process_leave_environment(own_path);
        check_version(caller_library);
    }
    for (std::size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        stock.addresses[i] = find(symbols[i], caller_library);
        if (!stock.addresses[i] && *config)
            refuse_version(nullptr);
    }
    current = stock;
    if (*config)
        load_adapter();
    __atomic_store_n(&ready, true, __ATOMIC_RELEASE);
}

const xapian_functions &go_on(const void *caller)
{
    if (!__atomic_load_n(&ready, __ATOMIC_ACQUIRE)) {
        first_caller = caller;
        pthread_once(&begun, begin);
    }
    return current.functions;
}

__attribute__((constructor)) void load()
{
    static const char here = 0;
    const char *named = std::getenv("MASTHEAD_CONFIG");
    if (!named || !*named || !process_file_of(&here, own_path, sizeof own_path))
        return;
    if (std::strlen(named) >= sizeof config)
        process_refuse("the config's path is too long");
    std::strcpy(config, named);
    if (dlsym(RTLD_NEXT, version_symbol))
        pthread_once(&begun, begin);
}

} // namespace

#define GO_ON go_on(__builtin_return_address(0))

void Xapian::TermGenerator::index_text(const Utf8Iterator &text, termcount wdf,
                                       xapian_text_argument prefix)
{
    GO_ON.index_text(this, text, wdf, prefix);
}

void Xapian::TermGenerator::index_text_without_positions(const Utf8Iterator &text, termcount wdf,
                                                         xapian_text_argument prefix)
{
    GO_ON.index_text_without_positions(this, text, wdf, prefix);
}

Xapian::docid Xapian::WritableDatabase::add_document(const Document &document)
{
    return GO_ON.add_document(this, document);
}

void Xapian::WritableDatabase::replace_document(docid did, const Document &document)
{
    GO_ON.replace_document(this, did, document);
}

Xapian::docid Xapian::WritableDatabase::replace_document(xapian_text_argument term,
                                                         const Document &document)
{
    return GO_ON.replace_document_by_term(this, term, document);
}

Xapian::Query Xapian::QueryParser::parse_query(xapian_text_argument text, unsigned flags,
                                               xapian_text_argument default_prefix)
{
    return GO_ON.parse_query(this, text, flags, default_prefix);
}

void Xapian::Database::compact_(const xapian_text *output, int fd, unsigned flags, int block_size,
                                Compactor *compactor) const
{
    GO_ON.compact(this, output, fd, flags, block_size, compactor);
}

/* Constructors, of whose two names (for an object, for the base of one) libxapian means the same. */
#define CONSTRUCTOR(name) extern "C" __attribute__((visibility("default"))) name

CONSTRUCTOR(void masthead_registry(Xapian::Registry *registry)) __asm__("_ZN6Xapian8RegistryC1Ev");
CONSTRUCTOR(void masthead_registry(Xapian::Registry *registry))
{
    GO_ON.open_registry(registry);
}

CONSTRUCTOR(void masthead_writable(Xapian::WritableDatabase *database, xapian_text_argument path, int flags,
                                   int block_size)) __asm__("_ZN6Xapian16WritableDatabaseC1E" TEXT "ii");
CONSTRUCTOR(void masthead_writable(Xapian::WritableDatabase *database, xapian_text_argument path, int flags,
                                   int block_size))
{
    GO_ON.open_writable(database, path, flags, block_size);
}
