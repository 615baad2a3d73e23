// Functions of a library that is not linked: each is one jump to wherever `CLibraryLoad` found the real one.
//
// The library's own header keeps saying what a function takes and returns; a jump hands all of it on untouched,
// in registers and on the stack, so that neither prototypes nor variadic functions need any care here.

#ifndef TRAMPOLINES_H
#define TRAMPOLINES_H

/// A function's name, and the slot that its trampoline jumps through.
struct trampoline {
    const char *name;
    void **slot;
};

/// A library's file, and its functions, ended by one without a name.
struct library {
    const char *file;
    const struct trampoline *trampolines;
};

/// Where every slot points before its library is loaded: ends the program, naming the mistake.
void trampoline_without_library(void);

// The symbols are hidden: exported, they would take the place of the library's own in its calls to itself.
#if defined(__x86_64__)
#define JUMP(name)                                                                                            \
    __asm__(".text\n.p2align 4\n.hidden " #name "\n.globl " #name "\n.type " #name ", @function\n" #name ":\n" \
            "endbr64\n"                                                                                       \
            "jmp *slot_" #name "(%rip)\n"                                                                     \
            ".size " #name ", . - " #name "\n");
#elif defined(__aarch64__)
// x16 is the register that the calling convention leaves to such veneers; hint 34 is `bti c`.
#define JUMP(name)                                                                                            \
    __asm__(".text\n.p2align 4\n.hidden " #name "\n.globl " #name "\n.type " #name ", %function\n" #name ":\n" \
            "hint #34\n"                                                                                      \
            "adrp x16, slot_" #name "\n"                                                                      \
            "ldr x16, [x16, :lo12:slot_" #name "]\n"                                                          \
            "br x16\n"                                                                                        \
            ".size " #name ", . - " #name "\n");
#else
#error "write this processor's jump through a slot in memory here"
#endif

#define SLOT(name)                                                                                            \
    __attribute__((used, visibility("hidden"))) void *slot_##name = (void *)trampoline_without_library;
#define TRAMPOLINE(name) {#name, &slot_##name},

/// Defines `library_NAME` with the functions that the list `FUNCTIONS(each)` names.
#define LIBRARY(name, file, FUNCTIONS)                                                                        \
    FUNCTIONS(SLOT)                                                                                           \
    FUNCTIONS(JUMP)                                                                                           \
    static const struct trampoline trampolines_##name[] = {FUNCTIONS(TRAMPOLINE){0, 0}};                      \
    const struct library library_##name = {file, trampolines_##name};

#endif
