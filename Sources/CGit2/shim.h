#include <git2.h>

/// Asks libgit2 to force every object and reference to disk before it goes on. A shim because
/// `git_libgit2_opts` is variadic, which Swift cannot call.
static inline int cgit2_force_writes_to_disk(void) {
    return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
}
