// Preloaded into the published program, so that it dies, or its system fails it, at a chosen call and at no other.
//
//   CRASH=CLASS:N:HOW   at the N-th call of a class (from 1, by this process)
//   CLOCK=SECONDS       what is added to the time of day: the clock of a machine is set back
//   CRASH_TRACE=FILE    a line `CLASS N` for each call, and at the end `flushed CLASS BYTES` of what surely is on the disk
//
//   class     write flush truncate (of journal.jsonl), site-write site-flush, file-write file-flush (of any other file),
//             rename unlink, spawn, connect, send, receive
//   how       before after      SIGKILL
//             half              SIGKILL when half of it is written
//             short             half of it is written, as a signal or a quota may have it; the program goes on
//             full              half of it is written, then and ever after ENOSPC
//             full-now          ENOSPC before it is written, and ever after
//             error             EIO
//             read-only         EROFS, now and ever after
//             stop              SIGSTOP before it: whoever started us does something, and then continues us
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum class { WRITE, FLUSH, TRUNCATE, SITE_WRITE, SITE_FLUSH, FILE_WRITE, FILE_FLUSH, RENAME, UNLINK, SPAWN, CONNECT, SEND, RECEIVE, CLASSES, NONE };

static const char *const names[CLASSES] = {"write", "flush", "truncate", "site-write", "site-flush", "file-write", "file-flush", "rename", "unlink", "spawn", "connect", "send", "receive"};

static atomic_long calls[CLASSES];
static atomic_long on_disk[CLASSES]; // what was flushed last, by the class of the write
static enum class chosen = NONE;
static long chosen_call;
static const char *how = "";
static int trace = -1;
static atomic_int stuck; // every write from now on fails with this

int clock_gettime(clockid_t clock, struct timespec *now) {
    int result = (int)syscall(SYS_clock_gettime, clock, now);
    const char *shift = getenv("CLOCK");
    if (result == 0 && clock == CLOCK_REALTIME && shift != NULL)
        now->tv_sec += atol(shift);
    return result;
}

__attribute__((constructor)) static void read_orders(void) {
    static char orders[64];
    const char *given = getenv("CRASH"), *path = getenv("CRASH_TRACE");
    if (path != NULL)
        trace = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (given == NULL || strlen(given) >= sizeof orders)
        return;
    strcpy(orders, given);
    char *call = strchr(orders, ':'), *deed = call == NULL ? NULL : strchr(call + 1, ':');
    if (deed == NULL)
        return;
    *call++ = *deed++ = 0;
    for (int i = 0; i < CLASSES; i++)
        if (strcmp(names[i], orders) == 0)
            chosen = i;
    chosen_call = atol(call);
    how = deed;
}

static void tell(const char *format, const char *name, long number) {
    char line[64];
    if (trace >= 0)
        syscall(SYS_write, trace, line, snprintf(line, sizeof line, format, name, number));
}

static void die(void) {
    for (int i = 0; i < CLASSES; i++)
        if (on_disk[i] > 0)
            tell("flushed %s %ld\n", names[i], on_disk[i]);
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

static int is(const char *deed) { return strcmp(how, deed) == 0; }

// Before a call: whether it is the chosen one.
static int begin(enum class class) {
    if (class >= CLASSES)
        return 0;
    long call = ++calls[class];
    tell("%s %ld\n", names[class], call);
    if (class != chosen || call != chosen_call)
        return 0;
    if (is("before"))
        die();
    if (is("stop"))
        raise(SIGSTOP);
    return 1;
}

static void end(int is_chosen) {
    if (is_chosen && is("after"))
        die();
}

// The system's own function of that name.
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

// Of a write; the class of a flush is the one behind it. Only regular files count.
static enum class class_of(int descriptor) {
    char link[64], path[4096];
    struct stat file;
    if (descriptor == trace || fstat(descriptor, &file) != 0 || !(S_ISREG(file.st_mode) || S_ISDIR(file.st_mode)))
        return NONE;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return NONE;
    path[length] = 0;
    const char *name = strrchr(path, '/');
    return strcmp(name, "/journal.jsonl") == 0 ? WRITE : strcmp(name, "/site.jsonl") == 0 ? SITE_WRITE : strncmp(path, "/proc/", 6) == 0 ? NONE : FILE_WRITE;
}

// How much of a write takes place; -1: none, and errno says why.
static ssize_t room(enum class class, int is_chosen, size_t wanted) {
    if (class == NONE)
        return wanted;
    if (is_chosen && (is("full") || is("full-now")))
        stuck = ENOSPC;
    if (is_chosen && is("read-only"))
        stuck = EROFS;
    if (is_chosen && (is("half") || is("short") || is("full")) && wanted > 1)
        return wanted / 2;
    if (stuck != 0 || (is_chosen && is("error"))) {
        errno = stuck != 0 ? stuck : EIO;
        return -1;
    }
    return wanted;
}

static ssize_t written(ssize_t done, int is_chosen) {
    if (is_chosen && (is("half") || is("after")))
        die();
    return done;
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset) {
    enum class class = class_of(descriptor);
    int is_chosen = begin(class);
    ssize_t fits = room(class, is_chosen, length);
    return fits < 0 ? -1 : written(REAL(pwrite64)(descriptor, bytes, fits, offset), is_chosen);
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
    enum class class = class_of(descriptor);
    int is_chosen = begin(class);
    ssize_t fits = room(class, is_chosen, length);
    return fits < 0 ? -1 : written(REAL(write)(descriptor, bytes, fits), is_chosen);
}

int fsync(int descriptor) {
    enum class class = class_of(descriptor);
    int is_chosen = begin(class == NONE ? NONE : class + 1);
    if (is_chosen && is("error")) {
        errno = EIO;
        return -1;
    }
    int result = REAL(fsync)(descriptor);
    struct stat file;
    if (result == 0 && class != NONE && fstat(descriptor, &file) == 0)
        on_disk[class] = file.st_size;
    end(is_chosen);
    return result;
}

int ftruncate64(int descriptor, off64_t length) {
    int is_chosen = begin(class_of(descriptor) == WRITE ? TRUNCATE : NONE);
    int result = REAL(ftruncate64)(descriptor, length);
    end(is_chosen);
    return result;
}

int rename(const char *from, const char *to) {
    int is_chosen = begin(RENAME);
    int result = REAL(rename)(from, to);
    end(is_chosen);
    return result;
}

int unlink(const char *path) {
    int is_chosen = begin(UNLINK);
    int result = REAL(unlink)(path);
    end(is_chosen);
    return result;
}

int posix_spawn(pid_t *child, const char *path, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes, char *const arguments[], char *const environment[]) {
    int is_chosen = begin(SPAWN);
    int result = REAL(posix_spawn)(child, path, actions, attributes, arguments, environment);
    end(is_chosen);
    return result;
}

int connect(int descriptor, const struct sockaddr *address, socklen_t length) {
    int is_chosen = begin(CONNECT);
    int result = REAL(connect)(descriptor, address, length);
    end(is_chosen);
    return result;
}

ssize_t send(int descriptor, const void *bytes, size_t length, int flags) {
    int is_chosen = begin(SEND);
    ssize_t result = REAL(send)(descriptor, bytes, length, flags);
    end(is_chosen);
    return result;
}

ssize_t sendmsg(int descriptor, const struct msghdr *message, int flags) {
    int is_chosen = begin(SEND);
    ssize_t result = REAL(sendmsg)(descriptor, message, flags);
    end(is_chosen);
    return result;
}

// What has arrived, and is not yet known to the program.
static ssize_t received(ssize_t result) {
    int error = errno;
    if (result > 0)
        end(begin(RECEIVE));
    errno = error;
    return result;
}

ssize_t recv(int descriptor, void *bytes, size_t length, int flags) {
    return received(REAL(recv)(descriptor, bytes, length, flags));
}

ssize_t recvmsg(int descriptor, struct msghdr *message, int flags) {
    return received(REAL(recvmsg)(descriptor, message, flags));
}
