#ifndef CLIBRARIES_H
#define CLIBRARIES_H

/// The system's libraries that Choreo calls, in the order of `libraries` in load.c.
enum CLibrary {
    CLibraryGit2,
    CLibraryBLAS,
    CLibraryGL,
    CLibraryEGL,
    CLibraryGLFW,
    CLibraryFreeType,
    CLibraryPNG,
};

/// Opens a library and finds every function that we call in it.
///
/// Calling it again does no harm; two threads must not call it at the same moment for one library.
///
/// - Returns: NULL, or what is wrong, valid until the thread's next call.
const char *CLibraryLoad(enum CLibrary library);

/// The name of the library's file, without a folder.
const char *CLibraryFile(enum CLibrary library);

#endif
