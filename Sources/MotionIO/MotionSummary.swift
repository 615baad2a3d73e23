public import BVHFormat
public import Diagnostics
import Foundation
import Motion

/// What is in a motion file, in numbers and words.
///
/// Whatever can be read can be summed up, also what cannot be played: a figure at rest, or several figures.
public struct MotionSummary: Sendable, Equatable {
    /// Path as the user wrote it.
    public let file: String
    /// Number of joints, end sites not counted.
    public let joints: Int
    /// Number of channels of all joints together.
    public let channels: Int
    /// Number of frames.
    public let frames: Int
    /// Seconds between two frames.
    public let frameTime: Double
    /// Frames times frame time.
    public let seconds: Double
    /// Height of the figure, estimated from its legs; nil for what is no body.
    public let heightMetres: Double?
    /// The likely unit of length; nil where none fits.
    public let unit: String?
    /// Height of the figure in its own unit, estimated from its legs; nil for what is no body.
    public let heightUnits: Double?
    /// Metres per unit of length; nil for what is no body.
    ///
    /// Where no unit fits, the figure is taken to be 1.70 m tall.
    public let metresPerUnit: Double?
    /// `Y` or `Z`.
    public let upAxis: String
    /// Name of the rig, ``byNames`` or ``unknown``.
    public let rig: String
    /// Where such rigs come from, for one known by name.
    public let rigDescription: String?
    /// What is odd.
    public let warnings: [String]

    /// Rig of a body that is recognised by what its joints are called.
    public static let byNames = "human body, by joint names"
    /// Rig of a body that is recognised by how its skeleton is built.
    public static let byBuild = "human body, by its build"
    /// Rig of what is not recognised as a body.
    public static let unknown = "not recognised"

    /// Sums up a document that was read from `path`.
    ///
    /// - Throws: ``Problem`` when `map`, what a person says the joints are, names joints that the document does not
    ///   have.
    public init(
        _ document: BVHDocument, path: String, rigs: RigCatalogue = .none, map: Rig?
    ) throws(Problem) {
        if let map { _ = try map.map(ofJoints: document.joints.map(\.name), path: path) }
        self.init(document, path: path, rigs: rigs, checked: map)
    }

    /// Sums up a document that was read from `path`.
    public init(_ document: BVHDocument, path: String, rigs: RigCatalogue = .none) {
        self.init(document, path: path, rigs: rigs, checked: nil)
    }

    private init(_ document: BVHDocument, path: String, rigs: RigCatalogue, checked map: Rig?) {
        file = path
        joints = document.joints.count
        channels = document.channelCount
        frames = document.frameCount
        frameTime = document.frameTime
        seconds = Double(frames) * frameTime

        var warnings = document.warnings.map(\.sentence)
        var body: MotionFile?
        do throws(Problem) {
            body = try MotionFile(frames > 0 ? document : document.atRest, path: path, rigs: rigs, map: map)
            if frames > 0 { warnings = body?.warnings ?? [] }
        } catch {
            warnings.append("this cannot be played: \(error.what)")
        }
        self.warnings = warnings
        upAxis = (body?.upAxis ?? .y).rawValue
        let found = body.flatMap { $0.recognition.isBody ? $0.recognition : nil }
        rig = found.map { $0.rig?.name ?? ($0.means == .build ? Self.byBuild : Self.byNames) } ?? Self.unknown
        rigDescription = found?.rig?.description

        let scale = (try? body?.retarget())?.map { Double($0.scale) }
        let likely = scale.flatMap(LengthUnit.likely)
        unit = likely?.name
        metresPerUnit = likely?.metres ?? scale
        // Legs of 0.82 m belong to a figure of 1.70 m.
        heightUnits = scale.map { 1.70 / $0 }
        heightMetres = likely.flatMap { unit in scale.map { 1.70 * unit.metres / $0 } }
    }
}

extension MotionSummary: Encodable {
    private enum CodingKeys: String, CodingKey {
        case file, joints, channels, frames, frameTime, seconds, heightMetres, heightUnits, unit,
            metresPerUnit, upAxis,
            rig
        case warnings
    }

    /// Writes all keys, `null` where nothing is known; the keys are stable.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(file, forKey: .file)
        try container.encode(joints, forKey: .joints)
        try container.encode(channels, forKey: .channels)
        try container.encode(frames, forKey: .frames)
        try container.encode(frameTime, forKey: .frameTime)
        try container.encode(seconds, forKey: .seconds)
        try container.encode(heightMetres, forKey: .heightMetres)
        try container.encode(heightUnits, forKey: .heightUnits)
        try container.encode(unit, forKey: .unit)
        try container.encode(metresPerUnit, forKey: .metresPerUnit)
        try container.encode(upAxis, forKey: .upAxis)
        try container.encode(rig, forKey: .rig)
        try container.encode(warnings, forKey: .warnings)
    }
}

extension BVHDocument {
    /// The figure of a document without frames, standing as its offsets say, for one frame.
    ///
    /// A figure none of whose joints has channels gets a place for its root, so that there is a frame at all.
    fileprivate var atRest: BVHDocument {
        var joints = joints
        if channelCount == 0 { joints[0].channels = [.xPosition, .yPosition, .zPosition] }
        let values = joints.flatMap { joint in
            joint.channels.map { $0.isRotation ? 0 : joint.offset[$0.axis] }
        }
        return BVHDocument(joints: joints, frameTime: frameTime, values: values)
    }
}

extension BVHWarning {
    /// The warning with its line, for a person.
    var sentence: String { (line.map { "line \($0): " } ?? "") + text }
}
