import Diagnostics
import Files
import Foundation
import Motion
import MotionIO
import SequenceModel
import Tensor

/// One file as the network learns from it: the stretches of its movement that no jump of the capture interrupts.
struct Take: Sendable {
    /// What a take may be used for.
    enum Split: String, Sendable {
        /// The network learns from it.
        case train
        /// The network is measured on it and never learns from it.
        case validation
    }

    /// Path within its folder.
    let name: String
    /// What it may be used for, if that was said beforehand.
    let split: Split?
    /// Features at 30 frames per second, `FrameFeatures`, each [frames, 139].
    let stretches: [Matrix]
    /// SHA-256 of the features.
    let digest: String

    /// Frames per second of everything that is learned from.
    static let frameRate = MotionFile.canonicalRate
    /// Mean acceleration of the joints that no body reaches, m/s²: the movement is cut where it happens.
    static let jump: Float = 150

    /// Length of all stretches, seconds.
    var seconds: Double { Double(stretches.reduce(0) { $0 + $1.rows }) / Self.frameRate }

    /// Reads a recording on any rig, in any unit and at any rate.
    ///
    /// - Throws: ``Problem`` when it cannot be read or is no human movement.
    init(_ entry: CorpusEntry, rigs: RigCatalogue) throws(Problem) {
        let motion = try MotionFile.read(entry.file, assuming: entry.rate, rigs: rigs)
        // Refuses what has no legs, or travels further than anyone can.
        _ = try motion.retarget()
        self.init(try motion.canonicalMovement(), name: entry.name, split: Split(rawValue: entry.split))
    }

    /// Takes a canonical clip at 30 frames per second.
    init(_ clip: Clip, name: String, split: Split? = nil) {
        self.name = name
        self.split = split
        let features = FrameFeatures.encoded(clip, contacts: Contacts(of: clip))
        stretches = Self.stretches(of: clip).map { features.rows($0) }
        digest = stretches.withBytes { SHA256.hexDigest(of: $0) }
    }

    /// The ranges of frames between places where the whole body jumps, or where a rest pose stands before the movement.
    static func stretches(of clip: Clip) -> [Range<Int>] {
        guard clip.frameCount >= 3 else { return clip.frameCount > 1 ? [0..<clip.frameCount] : [] }
        let places = clip.positions()
        let rate = Float(clip.frameRate * clip.frameRate)
        // Acceleration i lies between frames i and i + 2; what is left begins after it.
        let cuts = (0..<clip.frameCount - 2).filter { i in
            let sum = (0..<clip.jointCount).reduce(Float(0)) { sum, joint in
                sum + (places[i + 2][joint] - 2 * places[i + 1][joint] + places[i][joint]).length
            }
            // Also true where it is no number.
            return !(sum / Float(clip.jointCount) * rate <= jump)
        }
        var result: [Range<Int>] = []
        var begin = 0
        for cut in cuts + [clip.frameCount] {
            let end = min(cut + 1, clip.frameCount)
            if end - begin > 1 { result.append(begin..<end) }
            begin = cut > 0 ? cut + 2 : 1
        }
        return result
    }
}

extension [Matrix] {
    /// The bytes of all numbers, one matrix after the other.
    fileprivate func withBytes<Result>(_ body: ([UInt8]) -> Result) -> Result {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(reduce(0) { $0 + 4 * $1.values.count })
        for matrix in self { matrix.values.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        return body(bytes)
    }
}
