// A target of C needs a file; the one function is in the runtime of -sanitize=fuzzer.
