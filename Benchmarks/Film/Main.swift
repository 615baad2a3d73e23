import Diagnostics
import Film
import Foundation
import MotionIO
import Stage

/// How long a film takes beside its two halves: drawing it, and encoding it.
///
///     film-benchmark PHRASE.bvh WIDTHxHEIGHT FRAMES ROUNDS
///
/// Once a round, in turn: the frames are drawn and read back; frames that were drawn before go through `Video` to x264;
/// the film is made as `choreo render` makes it. Wall time, and processor time of this program and of ffmpeg.
@main
struct FilmBenchmark {
    static func main() throws {
        let words = CommandLine.arguments
        guard words.count == 5, let frames = Int(words[3]), let rounds = Int(words[4]), frames > 0, rounds > 0
        else {
            print("film-benchmark PHRASE.bvh WIDTHxHEIGHT FRAMES ROUNDS")
            exit(2)
        }
        let sides = words[2].split(separator: "x").compactMap { Int($0) }
        let size = PixelSize(width: sides[0], height: sides[1])
        let file = try MotionFile.read(words[1])
        let performance = Performance([Performer(clip: file.clip, name: "benchmark")])
        let camera = performance.camera(.still, aspect: size.aspect)
        let renderer = try Renderer()
        let reel = Reel(size: size, frameRate: 30, length: frames)
        let folder = FileManager.default.temporaryDirectory.path + "/choreo-film-\(getpid())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }

        func draw(_ index: Int) throws(Problem) -> Image {
            // A phrase shorter than the film is danced again.
            let time = (Double(index) / reel.frameRate).truncatingRemainder(
                dividingBy: max(performance.seconds, 0.1))
            return try renderer.draw(performance.scene(at: time), from: camera.camera(at: time), size: size)
        }
        // Also what warms up: shaders are compiled, pages are touched.
        var drawn: [Image] = []
        for index in 0..<frames { drawn.append(try draw(index)) }

        var figures: [[Time]] = [[], [], []]
        for round in 0..<rounds {
            let halves: [() throws -> Void] = [
                { for index in 0..<frames { _ = try draw(index) } },
                { try Video.write(reel, to: folder + "/a.mp4") { drawn[$0] } },
                { try Video.write(reel, to: folder + "/b.mp4", frame: draw) },
            ]
            for step in 0..<3 {
                let which = (step + round) % 3
                figures[which].append(try Time.of(halves[which]))
            }
        }
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let medians = figures.map(Time.median)
        for (name, time) in zip(["drawn and read back", "encoded (x264)", "drawn and encoded"], medians) {
            print(
                String(
                    format: "%-20@ %7.2f ms  %6.1f frames/s  %7.2f ms of processor time",
                    name as NSString, 1000 * time.wall / Double(frames), Double(frames) / time.wall,
                    1000 * time.processor / Double(frames)))
        }
        let slower = max(medians[0].wall, medians[1].wall)
        let work = (medians[0].processor + medians[1].processor) / Double(cores)
        print(String(format: "film / slower half %22.2f", medians[2].wall / slower))
        print(String(format: "film / both halves' work on %d cores %5.2f", cores, medians[2].wall / work))
    }
}

/// How long something took.
struct Time {
    /// Seconds that passed.
    var wall: Double
    /// Seconds of all processors, of this program and of those it has waited for.
    var processor: Double

    static func of(_ body: () throws -> Void) throws -> Time {
        let before = now()
        try body()
        let after = now()
        return Time(wall: after.wall - before.wall, processor: after.processor - before.processor)
    }

    static func median(_ times: [Time]) -> Time {
        func middle(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
        return Time(wall: middle(times.map(\.wall)), processor: middle(times.map(\.processor)))
    }

    private static func now() -> Time {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let used = [RUSAGE_SELF, RUSAGE_CHILDREN].reduce(0.0) { sum, who in
            var usage = rusage()
            getrusage(who.rawValue, &usage)
            return [usage.ru_utime, usage.ru_stime].reduce(sum) {
                $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
            }
        }
        return Time(wall: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9, processor: used)
    }
}
