/* SPDX-License-Identifier: EUPL-1.2 */
/* Child processes under limits: fork, close, restrict, exec, wait with a deadline. */
#include "media/process.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"

#include "base/banned.h"

#if defined(__x86_64__)
#define PROCESS_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define PROCESS_ARCH AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define PROCESS_ARCH AUDIT_ARCH_RISCV64
#else
#error "name this processor's AUDIT_ARCH, so that children can be kept off the network"
#endif

#if defined(__SANITIZE_ADDRESS__)
#define PROCESS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PROCESS_ASAN 1
#endif
#endif

/* Lets the server's threads go first. */
#define PROCESS_NICE 10
/* Above every descriptor a child is given, so that moving them cannot overwrite one. */
#define PROCESS_FD_PARK 64

/* More would only make each slower, and each may take its whole memory. */
#define PROCESS_AT_ONCE       3
#define PROCESS_QUEUE_SECONDS 15

/* How often a waiting thread looks whether its child was called off. */
#define LOOK_UP_MS 100

#define EXIT_NOT_STARTED 127

static char *const process_environment[] = {(char[]){"PATH=/usr/local/bin:/usr/bin:/bin"},
                                            (char[]){"LANG=C.UTF-8"}, (char[]){"HOME=/nonexistent"},
                                            (char[]){"MALLOC_ARENA_MAX=2"}, NULL};

/* ---- at most so many at a time --------------------------------------------------------------- */

static pthread_mutex_t gate_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gate_open = PTHREAD_COND_INITIALIZER;
static int gate_inside = 0;

static bool gate_enter(void)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += PROCESS_QUEUE_SECONDS;
    bool in_time = true;
    pthread_mutex_lock(&gate_mutex);
    while (gate_inside >= PROCESS_AT_ONCE && in_time) {
        in_time = pthread_cond_clockwait(&gate_open, &gate_mutex, CLOCK_MONOTONIC, &until) == 0;
    }
    const bool entered = gate_inside < PROCESS_AT_ONCE;
    gate_inside += entered ? 1 : 0;
    pthread_mutex_unlock(&gate_mutex);
    return entered;
}

static void gate_leave(void)
{
    pthread_mutex_lock(&gate_mutex);
    gate_inside--;
    pthread_cond_signal(&gate_open);
    pthread_mutex_unlock(&gate_mutex);
}

/* ---- the child ------------------------------------------------------------------------------- */

/* Where the program is, or false. */
static bool process_find(const char *name, char *ret_path, size_t size)
{
    static const char *const folders[] = {"/usr/local/bin/", "/usr/bin/", "/bin/"};
    if (strchr(name, '/') != NULL) {
        return snprintf(ret_path, size, "%s", name) < (int)size && access(ret_path, X_OK) == 0;
    }
    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
        if (snprintf(ret_path, size, "%s%s", folders[i], name) < (int)size &&
            access(ret_path, X_OK) == 0) {
            return true;
        }
    }
    return false;
}

/* From here to exec: only what is safe after fork() in a program with threads. */

static void child_limit(int resource, size_t limit)
{
    const struct rlimit value = {.rlim_cur = limit, .rlim_max = limit};
    if (setrlimit(resource, &value) != 0) {
        _exit(EXIT_NOT_STARTED);
    }
}

/* Opening a socket answers "permission denied"; a foreign system call table ends the child. */
static void child_leave_network(void)
{
    static struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PROCESS_ARCH, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
#if defined(__x86_64__)
        /* The x32 table has numbers of its own. */
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000u, 2, 0),
#endif
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_io_uring_setup, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EACCES),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    static const struct sock_fprog program = {sizeof(rules) / sizeof(rules[0]), rules};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) != 0) {
        _exit(EXIT_NOT_STARTED);
    }
}

static void child_take_files(const struct process *process, int dev_null)
{
    const int wanted = process->fd_count < 3 ? 3 : (int)process->fd_count;
    int parked[PROCESS_FDS_MAX];
    for (int i = 0; i < wanted; i++) {
        const bool given = (size_t)i < process->fd_count && process->fds[i] >= 0;
        parked[i] = fcntl(given ? process->fds[i] : dev_null, F_DUPFD, PROCESS_FD_PARK);
        if (parked[i] < 0) {
            _exit(EXIT_NOT_STARTED);
        }
    }
    for (int i = 0; i < wanted; i++) {
        if (dup2(parked[i], i) < 0) {
            _exit(EXIT_NOT_STARTED);
        }
    }
    if (close_range((unsigned)wanted, ~0u, 0) != 0) {
        _exit(EXIT_NOT_STARTED);
    }
}

static _Noreturn void child_start(const struct process *process, const char *path, int dev_null)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    setpriority(PRIO_PROCESS, 0, PROCESS_NICE);
    child_take_files(process, dev_null);
    child_limit(RLIMIT_CORE, 0);
    child_limit(RLIMIT_CPU, (size_t)process->cpu_seconds);
    child_limit(RLIMIT_FSIZE, process->file_max);
#ifndef PROCESS_ASAN
    child_limit(RLIMIT_AS, process->memory_max);
#endif
    child_leave_network();
    /* execve() does not write to its arguments; its type is older than const. */
    union {
        const char *const *given;
        char *const *wanted;
    } argv = {.given = process->argv};
    execve(path, argv.wanted, process_environment);
    _exit(EXIT_NOT_STARTED);
}

static _Atomic bool called_off;

void process_call_off(bool off)
{
    atomic_store(&called_off, off);
}

/* True if the child has ended within the time. */
static bool wait_until_ended(int pidfd, int timeout_ms)
{
    const int64_t deadline_ms = clock_monotonic_ms() + timeout_ms;
    struct pollfd event = {.fd = pidfd, .events = POLLIN};
    int64_t left_ms = timeout_ms;
    while (left_ms > 0 && !atomic_load(&called_off)) {
        const int ready = poll(&event, 1, left_ms < LOOK_UP_MS ? (int)left_ms : LOOK_UP_MS);
        if (ready > 0) {
            return true;
        }
        if (ready < 0 && errno != EINTR) {
            return false;
        }
        left_ms = deadline_ms - clock_monotonic_ms();
    }
    return false;
}

static struct process_result wait_for(pid_t child, int timeout_ms)
{
    const int pidfd = pidfd_open(child, 0);
    const bool in_time = pidfd >= 0 && wait_until_ended(pidfd, timeout_ms);
    if (pidfd >= 0) {
        close(pidfd);
    }
    if (!in_time) {
        kill(child, SIGKILL);
    }
    /* What it may have started itself; before waitpid(), while the group's number is surely ours.
     */
    kill(-child, SIGKILL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!in_time) {
        return (struct process_result){.end = PROCESS_TIMEOUT};
    }
    if (WIFEXITED(status)) {
        return (struct process_result){.end = PROCESS_EXITED, .code = WEXITSTATUS(status)};
    }
    return (struct process_result){.end = PROCESS_KILLED, .code = WTERMSIG(status)};
}

static enum status process_run_here(const struct process *process, const char *path,
                                    struct process_result *ret_result)
{
    const int dev_null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (dev_null < 0) {
        return UNAVAILABLE;
    }
    const pid_t child = fork();
    if (child == 0) {
        child_start(process, path, dev_null);
    }
    close(dev_null);
    if (child < 0) {
        return UNAVAILABLE;
    }
    const struct process_result result = wait_for(child, process->timeout_ms);
    if (result.end == PROCESS_EXITED && result.code == EXIT_NOT_STARTED) {
        return UNAVAILABLE;
    }
    *ret_result = result;
    return OK;
}

enum status process_run(const struct process *process, struct process_result *ret_result)
{
    assert(process->fd_count <= PROCESS_FDS_MAX && process->timeout_ms > 0 &&
           process->cpu_seconds > 0 && process->memory_max > 0);
    char path[4096];
    if (!process_find(process->argv[0], path, sizeof(path))) {
        return NOT_FOUND;
    }
    if (!gate_enter()) {
        return BUSY;
    }
    struct process_result result = {0};
    const enum status status = process_run_here(process, path, &result);
    gate_leave();
    if (status == OK) {
        *ret_result = result;
    }
    return status;
}

int process_input(struct str bytes)
{
    const int fd = memfd_create("input", MFD_CLOEXEC);
    size_t done = 0;
    while (fd >= 0 && done < bytes.len) {
        const ssize_t wrote = write(fd, bytes.ptr + done, bytes.len - done);
        if (wrote < 0 && errno != EINTR) {
            close(fd);
            return -1;
        }
        done += wrote < 0 ? 0 : (size_t)wrote;
    }
    if (fd >= 0 && lseek(fd, 0, SEEK_SET) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

enum status process_output(struct arena *arena, int fd, size_t max, struct str *ret)
{
    struct stat file;
    if (fstat(fd, &file) != 0) {
        return UNAVAILABLE;
    }
    const size_t size = (size_t)file.st_size;
    if (size > max) {
        return TOO_LARGE;
    }
    char *bytes = arena_alloc(arena, size + 1);
    size_t done = 0;
    while (done < size) {
        const ssize_t got = pread(fd, bytes + done, size - done, (off_t)done);
        if (got <= 0 && !(got < 0 && errno == EINTR)) {
            return UNAVAILABLE;
        }
        done += got < 0 ? 0 : (size_t)got;
    }
    *ret = (struct str){bytes, size};
    return OK;
}
