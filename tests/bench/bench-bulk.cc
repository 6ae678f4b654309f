/* bench-bulk.cc - what a load costs (plugin/xapian/bulk.h), against stock Xapian
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     bench-bulk DATABASE [ROUNDS]
 *
 * Reads the documents of the database into memory, adds them to new ones both ways in turn, and prints processor time,
 * wall time and size, and the medians of the ratios. */
#include <dirent.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <xapian.h>

#include "bulk.h"

namespace
{

struct term {
    std::string name;
    uint32_t wdf;
    std::vector<uint32_t> positions;
};

struct document {
    std::vector<term> terms;
    std::vector<std::pair<uint32_t, std::string>> values;
    std::string data;
};

std::vector<document> read_all(const char *path)
{
    std::vector<document> all;
    const Xapian::Database database(path);
    for (auto p = database.postlist_begin(""); p != database.postlist_end(""); ++p) {
        document d;
        for (auto t = database.termlist_begin(*p); t != database.termlist_end(*p); ++t)
            d.terms.push_back({*t, t.get_wdf(), {t.positionlist_begin(), t.positionlist_end()}});
        const Xapian::Document from = database.get_document(*p);
        for (auto v = from.values_begin(); v != from.values_end(); ++v)
            d.values.push_back({v.get_valueno(), *v});
        d.data = from.get_data();
        all.push_back(d);
    }
    return all;
}

void add_stock(const std::string &path, const std::vector<document> &all)
{
    Xapian::WritableDatabase database(path, Xapian::DB_CREATE);
    for (const document &d : all) {
        Xapian::Document to;
        for (const term &t : d.terms) {
            to.add_term(t.name, t.wdf);
            for (uint32_t position : t.positions)
                to.add_posting(t.name, position, 0);
        }
        for (const auto &v : d.values)
            to.add_value(v.first, v.second);
        to.set_data(d.data);
        database.add_document(to);
    }
    database.commit();
}

void add_bulk(const std::string &path, const std::vector<document> &all)
{
    const Xapian::WritableDatabase database(path, Xapian::DB_CREATE);
    bulk_error error = {"no memory"};
    bulk *load;
    uint32_t did = 0;
    bulk_status status = bulk_open(path.c_str(), &load, &error);
    for (auto d = all.begin(); !status && d != all.end(); ++d) {
        status = bulk_begin(load, ++did);
        for (const term &t : d->terms)
            bulk_term(load, t.name.data(), t.name.size(), t.wdf, t.positions.data(), t.positions.size());
        for (const auto &v : d->values)
            bulk_value(load, v.first, v.second.data(), v.second.size());
        status = bulk_end(load, d->data.data(), d->data.size());
    }
    if (!status)
        status = bulk_commit(load, &error);
    if (status) {
        fprintf(stderr, "bench-bulk: %s\n", error.message);
        exit(1);
    }
    bulk_close(load);
}

struct cost {
    double cpu, wall, size;
};

double seconds(clockid_t clock)
{
    timespec now;
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/* Sums the sizes of the folder's files, and removes it. */
double take_away(const std::string &path)
{
    double size = 0;
    DIR *folder = opendir(path.c_str());
    while (const dirent *entry = readdir(folder)) {
        struct stat about;
        const std::string file = path + "/" + entry->d_name;
        if (stat(file.c_str(), &about) == 0 && S_ISREG(about.st_mode))
            size += static_cast<double>(about.st_size);
        unlink(file.c_str());
    }
    closedir(folder);
    rmdir(path.c_str());
    return size;
}

cost measure(void (*add)(const std::string &, const std::vector<document> &), const std::vector<document> &all)
{
    const std::string path = "bench-bulk." + std::to_string(getpid());
    const double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID), wall = seconds(CLOCK_MONOTONIC);
    add(path, all);
    const double cpu_after = seconds(CLOCK_PROCESS_CPUTIME_ID), wall_after = seconds(CLOCK_MONOTONIC);
    return {cpu_after - cpu, wall_after - wall, take_away(path)};
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: bench-bulk DATABASE [ROUNDS]\n");
        return 2;
    }
    const std::vector<document> all = read_all(argv[1]);
    std::vector<double> cpu, wall, size;
    printf("%zu documents\n%-8s%10s%10s%10s\n", all.size(), "", "CPU s", "wall s", "size MB");
    for (int round = argc > 2 ? atoi(argv[2]) : 3; round; round--) {
        const cost load = measure(add_bulk, all);
        printf("%-8s%10.2f%10.2f%10.1f\n", "load", load.cpu, load.wall, load.size / 1e6);
        const cost stock = measure(add_stock, all);
        printf("%-8s%10.2f%10.2f%10.1f\n", "stock", stock.cpu, stock.wall, stock.size / 1e6);
        cpu.push_back(load.cpu / stock.cpu);
        wall.push_back(load.wall / stock.wall);
        size.push_back(load.size / stock.size);
    }
    printf("%-8s%10.3f%10.3f%10.3f\n", "ratio", median(cpu), median(wall), median(size));
}
