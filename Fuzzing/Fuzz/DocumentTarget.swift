import BVHFormat
import Diagnostics
import Motion
import MotionIO

/// Any bytes are a document or a problem with a place in the file; what was read writes and reads again as it is, and
/// is movement or a problem.
enum DocumentTarget {
    static func check(_ bytes: [UInt8]) {
        let document: BVHDocument
        do throws(Problem) {
            document = try BVHDocument.parse(bytes, path: "input.bvh")
        } catch {
            checkPlace(error, bytes)
            return
        }
        must(document.values.count == document.frameCount * document.channelCount, "rows are whole")
        must(document.values.allSatisfy(\.isFinite), "values are finite")
        must(document.frameTime > 0 && document.frameTime.isFinite, "the frame time is a duration")
        checkRoundTrip(document)
        checkMovement(document)
    }

    private static func checkPlace(_ problem: Problem, _ bytes: [UInt8]) {
        let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
        must(problem.place?.path == "input.bvh", "a problem names the file: \(problem)")
        must((1...lines).contains(problem.place?.line ?? 0), "a problem names a line: \(problem)")
        let columns = 1...bytes.count + 1
        must(columns.contains(problem.place?.column ?? 0), "a problem names a column: \(problem)")
        must(!problem.remedy.isEmpty, "a problem says what to do: \(problem)")
        must(problem.description.utf8.count < 4000, "a message is short: \(problem.description.utf8.count)")
        must(!problem.description.utf8.contains(0x1B), "a message is safe to print")
    }

    private static func checkRoundTrip(_ document: BVHDocument) {
        let text = document.serialized()
        do throws(Problem) {
            let again = try BVHDocument.parse(text, path: "again.bvh")
            must(again == document, "what was written reads as it was")
            must(
                zip(again.values, document.values).allSatisfy { $0.bitPattern == $1.bitPattern },
                "values are the same to the last bit")
            must(again.serialized() == text, "writing is stable")
        } catch {
            must(false, "what was written reads: \(error)")
        }
    }

    private static func checkMovement(_ document: BVHDocument) {
        // A summary goes through movement, rigs and proportions, and takes whatever can be read.
        let summary = MotionSummary(document, path: "input.bvh")
        must(summary.frames == document.frameCount, "a summary counts frames")
        guard let file = try? MotionFile(document, path: "input.bvh") else { return }
        must(
            file.clip.localRotations.allSatisfy { ($0.dot($0)).isFinite && abs($0.dot($0) - 1) < 1e-3 },
            "rotations are unit quaternions")
        _ = try? file.retarget()
    }
}
