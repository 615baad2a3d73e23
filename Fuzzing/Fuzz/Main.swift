import CFuzzer
import Glibc

/// `choreo-fuzz TARGET [libFuzzer's options and folders]`: feeds a target with inputs that libFuzzer invents.
///
/// A target returns whatever comes of an input, a value or a problem; only what must never be ends the program, and
/// libFuzzer keeps the input that did it. `Scripts/fuzz` builds and runs this.
@main
struct Main {
    static func main() {
        guard CommandLine.argc > 1, let name = CommandLine.unsafeArgv[1].map({ String(cString: $0) }) else {
            fail("which target: bvh, number or rig?")
        }
        // The target's name is ours; libFuzzer gets the rest.
        var count = CommandLine.argc - 1
        var words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
        words?.pointee = CommandLine.unsafeArgv[0]
        let code =
            switch name {
            case "bvh": LLVMFuzzerRunDriver(&count, &words) { run(DocumentTarget.check, $0, $1) }
            case "number": LLVMFuzzerRunDriver(&count, &words) { run(NumberTarget.check, $0, $1) }
            case "rig": LLVMFuzzerRunDriver(&count, &words) { run(RigTarget.check, $0, $1) }
            default: fail("no target is called \(name); there are bvh, number and rig")
            }
        exit(code)
    }

    private static func fail(_ text: String) -> Never {
        tell(text)
        exit(2)
    }
}

private func run(_ check: ([UInt8]) -> Void, _ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    check(Array(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
}

/// Ends the program, so that libFuzzer keeps the input, when something does not hold that always must.
func must(_ holds: Bool, _ what: @autoclosure () -> String) {
    guard !holds else { return }
    tell(what())
    abort()
}

private func tell(_ text: String) {
    let line = Array("choreo-fuzz: \(text)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
}
