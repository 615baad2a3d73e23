import Motion
import RealModule

/// Movement for the tests of edits: every joint sways by slow waves of its own while the body travels and turns.
enum Phrases {
    /// Band-limited movement (nothing faster than 1 Hz) on the canonical skeleton.
    static func swaying(seconds: Double = 4, rate: Double = 60, seed: Int = 1) -> Clip {
        let frames = Int((seconds * rate).rounded())
        var roots: [SIMD3<Float>] = []
        var rotations: [Quaternion] = []
        for frame in 0..<frames {
            let t = Double(frame) / rate
            func wave(_ number: Int, _ size: Double) -> Double {
                let speed = 0.3 + 0.7 * abs(Double.sin(Double(number * 7 + seed)))
                return size * Double.sin(2 * .pi * speed * t + Double(number + seed))
            }
            roots.append(
                SIMD3(Float(0.5 * t + wave(1, 0.1)), Float(0.95 + wave(2, 0.03)), Float(wave(3, 0.4))))
            for joint in 0..<22 {
                let turn = SIMD3<Float>(
                    Float(wave(10 * joint, 0.3)), Float(wave(10 * joint + 1, 0.3)),
                    Float(wave(10 * joint + 2, 0.3)))
                let heading =
                    joint == 0 ? Quaternion(angle: Float(0.4 * t), axis: SIMD3(0, 1, 0)) : .identity
                rotations.append(heading * Quaternion(rotationVector: turn))
            }
        }
        return Clip(
            skeleton: .canonical, frameRate: rate, rootTranslations: roots, localRotations: rotations)
    }

    /// The largest distance between joints of two clips, m.
    static func distance(_ a: Clip, _ b: Clip) -> Float {
        guard a.frameCount == b.frameCount else { return .infinity }
        return zip(a.positions(), b.positions()).reduce(0) { most, frame in
            zip(frame.0, frame.1).reduce(most) { max($0, ($1.0 - $1.1).length) }
        }
    }
}

extension EditedClip {
    /// Whether every value that is said to be carried is the source's own, bit for bit, and none is listed twice.
    func keepsItsWord(about sources: [Clip]) -> Bool {
        var seen: Set<[Int]> = []
        for run in carried {
            for frame in run.frames {
                let there = run.sourceFrame(of: frame)
                let source = sources[run.source]
                for joint in run.values.rotations {
                    guard clip[frame, joint] == source[there, joint],
                        seen.insert([frame, joint, 0]).inserted
                    else { return false }
                }
                for joint in run.values.translations {
                    guard
                        clip.translation(frame: frame, joint: joint)
                            == source.translation(frame: there, joint: joint),
                        seen.insert([frame, joint, 1]).inserted
                    else { return false }
                }
                if run.values.rootHeight {
                    guard clip.rootTranslations[frame].y == source.rootTranslations[there].y else {
                        return false
                    }
                }
            }
        }
        return true
    }

    /// How many rotations are carried.
    var carriedRotations: Int { carried.reduce(0) { $0 + $1.frames.count * $1.values.rotations.count } }
}
