public import BVHFormat
public import Diagnostics
import Foundation
public import Motion

/// A motion file that has been read: its document, its movement, and what is odd about it.
public struct MotionFile: Sendable {
    /// Path as the user wrote it.
    public let path: String
    /// The file's exact content.
    public let document: BVHDocument
    /// Movement on the file's own rig, without an inserted rest pose, in its own unit and axes.
    public let clip: Clip
    /// A rest pose, T or A that the document starts with, left out or not; nil where it starts with movement.
    public let openingPose: OpeningPose?
    /// Frames at the start of the document that were left out of ``clip`` (an inserted rest pose).
    public let skippedFrames: Int
    /// The pose put in front of the movement, one frame.
    private var opening: Clip?
    /// Whether the soles lie flat in it.
    private var openingStandsFlat = false
    /// What was odd but understood, safe to print.
    public let warnings: [String]
    /// What its skeleton was found to be.
    public let recognition: Recognition
    /// The rig, where it is known by name.
    public var rig: Rig? { recognition.rig }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: A BVH file.
    ///   - frameRate: Rate to believe instead of the header's, frames per second.
    ///   - rigs: Rigs known by name; others are recognised by their joints' names and by their build.
    ///   - map: What a person says the joints are; believed before anything else.
    ///   - restPose: What becomes of a rest pose, T or A at the start.
    /// - Throws: ``Problem`` when the file cannot be read, is no BVH, or is no movement, as
    ///   ``init(_:path:assuming:rigs:map:restPose:)``.
    public static func read(
        _ path: String, assuming frameRate: Double? = nil, rigs: RigCatalogue = .none, map: Rig? = nil,
        restPose: OpeningPoseRule = .auto
    ) throws(Problem) -> MotionFile {
        try MotionFile(
            try BVHDocument.read(path), path: path, assuming: frameRate, rigs: rigs, map: map,
            restPose: restPose)
    }

    /// Takes a document that was read from `path`.
    ///
    /// - Throws: ``Problem`` when the document has no frames, several figures, more than 2000 joints or 1000 frames a
    ///   second, or places beyond 10⁹ units, or when `map` names joints that it does not have.
    public init(
        _ document: BVHDocument, path: String, assuming frameRate: Double? = nil, rigs: RigCatalogue = .none,
        map: Rig? = nil, restPose: OpeningPoseRule = .auto
    ) throws(Problem) {
        self.path = path
        var document = document
        if let frameRate { document.frameTime = 1 / frameRate }
        self.document = document
        let whole = try Clip(document, path: path)
        var notes = document.warnings.map(\.sentence)
        if let map {
            recognition = Recognition(
                given: try map.map(ofJoints: whole.skeleton.joints.map(\.name), path: path), rig: map)
        } else {
            recognition = Recognition(of: whole, rigs: rigs)
        }
        openingPose = OpeningPose.find(in: whole, map: recognition.isBody ? recognition.map : nil)
        var dropped = 0
        if let pose = openingPose {
            let isDropped = restPose == .drop || restPose == .auto && pose.isInserted
            dropped = isDropped ? pose.frames : 0
            let start =
                pose.isInserted
                ? "the file starts with an inserted \(pose.kind.rawValue)"
                : "the file starts with a \(pose.kind.rawValue) that is held"
            notes.append(
                isDropped
                    ? "\(start); \(pose.frames.counted("frame")) of it left out"
                    : "\(start) for \(pose.frames.counted("frame")); it stays in")
        }
        if recognition.isBody, recognition.isMirrored {
            notes.append(
                "joints called left are on the figure's right; if they are named wrongly, correct a map "
                    + "(choreo rigs --of FILE --map-out MAP.json) and give it with --map")
        }
        skippedFrames = dropped
        clip = dropped > 0 ? whole.frames(dropped..<whole.frameCount) : whole
        opening = openingPose?.isInserted == true ? whole.frames(0..<1) : nil
        warnings = notes
    }

    /// Which joint of the file's skeleton plays which canonical joint.
    ///
    /// - Throws: ``Problem`` that says why this is not taken for a human body.
    public func jointMap() throws(Problem) -> JointMap {
        guard recognition.isBody else {
            throw Problem(
                "this figure is not recognised as a human body", at: .file(path),
                expected: "joints for hips, legs, arms and head, with a person's proportions",
                found: recognition.reasons.joined(separator: "; ").printable,
                remedy: "if it is a human body, write its map with "
                    + "`choreo rigs --of FILE --map-out MAP.json`, correct it, and give it with --map MAP.json"
            )
        }
        return recognition.map
    }

    /// Which axis is up.
    ///
    /// A rest pose that stands tells it, or the pose in front of the movement. Where there is none, Z is up only if head
    /// and feet say so in nearly every frame and the hips stay within a body's height along it: a figure that crawls
    /// along Z lies, it does not stand.
    public var upAxis: UpAxis {
        guard let map = try? jointMap() else { return .y }
        if let up = Calibration.restUp(of: clip.skeleton, map: map)
            ?? opening.flatMap({ Calibration.standingUp(of: $0, map: map) })
        {
            return abs(up.z) > abs(up.y) ? .z : .y
        }
        var lines: [SIMD3<Float>] = []
        var hips: [Float] = []
        for frame in stride(from: 0, to: clip.frameCount, by: max(1, clip.frameCount / 50)) {
            let places = clip.pose(at: frame).positions
            let feet = [CanonicalJoint.leftFoot, .rightFoot].compactMap { map[$0] }.map { places[$0] }
            guard let head = map[.head], let hip = map[.hips], let first = feet.first, let last = feet.last
            else { continue }
            lines.append(places[head] - (first + last) / 2)
            hips.append(places[hip].z)
        }
        let standing = lines.filter { $0.z > 0.8 * $0.length }.count
        let height = lines.map(\.length).max() ?? 0
        let range = (hips.max() ?? 0) - (hips.min() ?? 0)
        return 5 * standing > 4 * lines.count && range < 0.6 * height ? .z : .y
    }

    /// The way from this file's rig to the canonical skeleton and back, learnt from the whole movement.
    ///
    /// - Throws: ``Problem`` when the rig is not recognised as a human body, its legs have no length, or it travels
    ///   more than a thousand kilometres.
    public func retarget() throws(Problem) -> Retarget {
        let retarget = Retarget(
            clip: clip, map: try jointMap(), up: upAxis, opening: opening,
            openingStandsFlat: openingStandsFlat)
        guard let scale = retarget.measuredScale else {
            throw Problem(
                "the legs of this skeleton have no length", at: .file(path),
                expected: "OFFSET lines that place knees and ankles", found: "thighs and shins of length 0",
                remedy: "export the file again with its rest pose")
        }
        let reach = clip.rootTranslations.map(\.length).max() ?? 0
        guard reach * scale <= 1e6 else {
            throw Problem(
                "the figure is out of all proportion to its path", at: .file(path),
                expected: "thigh and shin as long as a person's",
                found: "\(Skeleton.canonicalLegLength / scale) units long, and places \(reach) units away",
                remedy: "export the file again with offsets and places in one unit")
        }
        return retarget
    }

    /// This file, with the rest pose of its rig that another file shows in its first frame.
    ///
    /// It tells the axes of a rig whose joints at zero do not stand, and how its soles lie on the floor; without it the
    /// movement tells both, less exactly.
    ///
    /// - Parameter rest: A file on the same joints, standing on flat soles; one on other joints changes nothing.
    public func resting(as rest: MotionFile) -> MotionFile {
        guard rest.clip.skeleton.joints.map(\.name) == clip.skeleton.joints.map(\.name) else { return self }
        var result = self
        result.opening = rest.clip.frames(0..<1)
        result.openingStandsFlat = true
        return result
    }

    /// The movement at another rate; see `Clip.resampled(to:anchor:)`.
    ///
    /// - Throws: ``Problem`` that names this file when the result would be too long.
    public func resampled(to rate: Double, anchor: ResamplingAnchor = .start) throws(Problem) -> Clip {
        try Problem.placed(at: path) { () throws(Problem) in try clip.resampled(to: rate, anchor: anchor) }
    }
}
