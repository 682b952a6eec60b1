/* Preloaded into a process, logs its calls that change a file, each with the file's name, and lets one go wrong:
   FAULT=kill  FAULT_CALL=write FAULT_FILE=.jsonl FAULT_AT=17
               the process is killed instead of its 17th call of write to a file whose name ends so
         torn  ... in the middle of it, with half of the bytes written, or just after it
         full  from it on the disk is full; the call itself still writes half of its bytes
         short the same, but there is room again at the next call */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *fault = "", *fault_call = "", *fault_file = "";
static long at, calls;
static int report = -1, is_full;

static const char *given(const char *name) {
    const char *value = getenv(name);
    return value ? strdup(value) : "";
}

__attribute__((constructor)) static void begin(void) {
    const char *log = given("FAULT_LOG");
    fault = given("FAULT"), fault_call = given("FAULT_CALL"), fault_file = given("FAULT_FILE");
    at = atol(given("FAULT_AT"));
    if (*log) report = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    unsetenv("LD_PRELOAD"); /* git and the like are no part of it */
}

static int ends(const char *text, const char *end) {
    size_t length = strlen(text), less = strlen(end);
    return length >= less && !strcmp(text + length - less, end);
}

/* Whether this call is the one that goes wrong. */
static int chosen(const char *call, const char *path) {
    char line[8192];
    int length = snprintf(line, sizeof line, "%s %s\n", call, path);
    if (report >= 0 && length > 0) syscall(SYS_write, report, line, strnlen(line, sizeof line));
    if (!*fault || strcmp(call, fault_call) || !ends(path, fault_file)) return 0;
    if (__sync_add_and_fetch(&calls, 1) != at) return 0;
    if (!strcmp(fault, "kill")) raise(SIGKILL);
    return 1;
}

/* The same for an open file; -1 for what is none: a pipe, a socket, a terminal. */
static int chosen_of(const char *call, int descriptor) {
    struct stat status;
    char link[64], path[4096] = {0};
    if (fstat(descriptor, &status) || !S_ISREG(status.st_mode)) return -1;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    if (readlink(link, path, sizeof path - 1) < 0) path[0] = 0;
    return chosen(call, path);
}

static ssize_t torn(int is_chosen, ssize_t result) {
    if (is_chosen > 0 && !strcmp(fault, "torn")) raise(SIGKILL);
    if (is_chosen > 0 && !strcmp(fault, "full")) is_full = 1;
    return result;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define WRITES(name, parameters, arguments)                         \
    ssize_t name parameters {                                       \
        int is_chosen = chosen_of(#name, descriptor);               \
        if (is_full && is_chosen >= 0) return errno = ENOSPC, -1;                     \
        if (is_chosen > 0) length = length / 2 + (length == 1);         \
        return torn(is_chosen, REAL(name) arguments);               \
    }
WRITES(write, (int descriptor, const void *bytes, size_t length), (descriptor, bytes, length))
WRITES(pwrite, (int descriptor, const void *bytes, size_t length, off_t place), (descriptor, bytes, length, place))
WRITES(pwrite64, (int descriptor, const void *bytes, size_t length, off64_t place), (descriptor, bytes, length, place))

#define CHANGES(name, parameters, arguments, is_chosen)             \
    int name parameters {                                           \
        int chosen_now = is_chosen;                                 \
        return torn(chosen_now, REAL(name) arguments);              \
    }
CHANGES(fsync, (int descriptor), (descriptor), chosen_of("fsync", descriptor))
CHANGES(fdatasync, (int descriptor), (descriptor), chosen_of("fdatasync", descriptor))
CHANGES(ftruncate, (int descriptor, off_t size), (descriptor, size), chosen_of("ftruncate", descriptor))
CHANGES(ftruncate64, (int descriptor, off64_t size), (descriptor, size), chosen_of("ftruncate64", descriptor))
CHANGES(truncate, (const char *path, off_t size), (path, size), chosen("truncate", path))
CHANGES(truncate64, (const char *path, off64_t size), (path, size), chosen("truncate64", path))
CHANGES(rename, (const char *from, const char *to), (from, to), chosen("rename", from))
CHANGES(unlink, (const char *path), (path), chosen("unlink", path))
