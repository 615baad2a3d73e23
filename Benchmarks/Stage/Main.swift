import Dispatch
import Foundation
import Motion
import MotionIO
import Stage

/// Draws a phrase off screen and reads every picture back, as `choreo render` does, and says how long it takes.
///
///     stage-benchmark FILE.bvh WIDTH HEIGHT FRAMES [SAMPLES]
///
/// One line of JSON: milliseconds until the first picture (OpenGL's start, the figure and the camera included), then
/// wall and processor milliseconds a picture.
@main
struct StageBenchmark {
    static func main() throws {
        let words = Array(CommandLine.arguments.dropFirst())
        let numbers = words.dropFirst().compactMap { Int($0) }
        guard words.count >= 4, numbers.count == words.count - 1 else {
            FileHandle.standardError.write(
                Data("stage-benchmark FILE.bvh WIDTH HEIGHT FRAMES [SAMPLES]\n".utf8))
            exit(2)
        }
        let size = PixelSize(width: numbers[0], height: numbers[1])
        let begun = now
        let file = try MotionFile.read(words[0])
        let retarget = try file.retarget()
        let performer = Performer(
            clip: file.clip, name: "", stance: Stance(metresPerUnit: retarget.scale),
            parts: file.recognition.map.parts)
        let performance = Performance([performer])
        let camera = performance.camera(aspect: size.aspect)
        let prepared = now
        let renderer = try Renderer(samples: numbers.count > 3 ? numbers[3] : 4)
        let started = now
        func draw(_ index: Int) throws -> Image {
            let time = Double(index) / 30
            return try renderer.draw(performance.scene(at: time), from: camera.camera(at: time), size: size)
        }
        _ = try draw(0)
        let first = now
        for index in 1..<4 { _ = try draw(index) }
        let (wall, processor) = (now, clock())
        for index in 0..<numbers[2] { _ = try draw(4 + index) }
        let frames = Double(numbers[2])
        let capsules = performance.scene(at: 0).bodies.reduce(0) { $0 + $1.capsules.count }
        print(
            """
            {"capsules": \(capsules), "preparing": \(milliseconds(prepared - begun)), \
            "starting": \(milliseconds(started - prepared)), "first": \(milliseconds(first - begun)), \
            "wall": \(milliseconds((now - wall) / frames)), \
            "processor": \(milliseconds(Double(clock() - processor) / 1e6 / frames))}
            """)
    }

    /// Seconds on a clock that never jumps.
    private static var now: Double { Double(DispatchTime.now().uptimeNanoseconds) * 1e-9 }

    private static func milliseconds(_ seconds: Double) -> Double { (seconds * 1e5).rounded() / 100 }
}
