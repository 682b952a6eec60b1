/* Preloaded into a process, counts its calls that change a file, logs each with the file's name, and lets one go wrong:
   FAULT_AT=17 FAULT=kill  the process is killed instead of its 17th call
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

static long calls, at;
static char fault;
static int report = -1;

__attribute__((constructor)) static void begin(void) {
    const char *number = getenv("FAULT_AT"), *name = getenv("FAULT"), *file = getenv("FAULT_LOG");
    at = number ? atol(number) : 0;
    fault = name ? name[0] : 0;
    report = file ? open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    unsetenv("LD_PRELOAD"); /* git and the like are no part of it */
}

/* The number of this call. */
static long counted(const char *call, const char *path) {
    char line[8192];
    int length = snprintf(line, sizeof line, "%s %s\n", call, path);
    if (report >= 0 && length > 0) syscall(SYS_write, report, line, strnlen(line, sizeof line));
    long number = __sync_add_and_fetch(&calls, 1);
    if (fault == 'k' && number == at) raise(SIGKILL);
    return number;
}

/* The same for an open file; 0 for what is none: a pipe, a socket, a terminal. */
static long counted_of(const char *call, int descriptor) {
    struct stat status;
    char link[64], path[4096] = {0};
    if (fstat(descriptor, &status) || !S_ISREG(status.st_mode)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    if (readlink(link, path, sizeof path - 1) < 0) path[0] = 0;
    return counted(call, path);
}

static int torn(long number, int result) {
    if (fault == 't' && number == at) raise(SIGKILL);
    return result;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define WRITES(name, parameters, arguments)                                   \
    ssize_t name parameters {                                                 \
        long number = counted_of(#name, descriptor);                          \
        if (fault == 'f' && number > at) return errno = ENOSPC, -1;           \
        if (number && number == at) length = length / 2 + (length == 1);      \
        ssize_t result = REAL(name) arguments;                                \
        return number ? torn(number, result) : result;                        \
    }
WRITES(write, (int descriptor, const void *bytes, size_t length), (descriptor, bytes, length))
WRITES(pwrite, (int descriptor, const void *bytes, size_t length, off_t place), (descriptor, bytes, length, place))
WRITES(pwrite64, (int descriptor, const void *bytes, size_t length, off64_t place), (descriptor, bytes, length, place))

#define CHANGES(name, parameters, arguments, number) \
    int name parameters {                            \
        long call = number;                          \
        return torn(call, REAL(name) arguments);     \
    }
CHANGES(fsync, (int descriptor), (descriptor), counted_of("fsync", descriptor))
CHANGES(fdatasync, (int descriptor), (descriptor), counted_of("fdatasync", descriptor))
CHANGES(ftruncate, (int descriptor, off_t size), (descriptor, size), counted_of("ftruncate", descriptor))
CHANGES(ftruncate64, (int descriptor, off64_t size), (descriptor, size), counted_of("ftruncate64", descriptor))
CHANGES(truncate, (const char *path, off_t size), (path, size), counted("truncate", path))
CHANGES(truncate64, (const char *path, off64_t size), (path, size), counted("truncate64", path))
CHANGES(rename, (const char *from, const char *to), (from, to), counted("rename", from))
CHANGES(unlink, (const char *path), (path), counted("unlink", path))
