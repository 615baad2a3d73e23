import Diagnostics
public import Motion

/// What the rig of a file was found to be, for people and programs.
public struct RigReport: Sendable {
    /// Path as the user wrote it.
    public let file: String
    /// What the skeleton was found to be.
    public let recognition: Recognition
    /// Name in the file of each canonical joint, without a namespace where that is enough to tell it.
    public let names: [CanonicalJoint: String]
    /// Names of all joints of the file.
    public let joints: [String]

    /// Tells what `file` was found to be.
    public init(_ file: MotionFile) {
        self.file = file.path
        recognition = file.recognition
        let skeleton = file.clip.skeleton
        joints = skeleton.joints.map(\.name)
        let index = JointIndex(of: skeleton)
        var names: [CanonicalJoint: String] = [:]
        for joint in CanonicalJoint.allCases {
            guard let place = file.recognition.map[joint] else { continue }
            let name = skeleton.joints[place].name
            let short = name.split(separator: ":").last.map(String.init) ?? name
            names[joint] = index[short] == place ? short : name
        }
        self.names = names
    }

    /// The map as a rig, to be written out, corrected and given with `--map`.
    ///
    /// - Parameter name: Its name.
    public func rig(named name: String) -> Rig {
        Rig(
            name: name, description: recognition.rig?.description ?? "map of \(file)", joints: names,
            also: recognition.rig?.also ?? [], bones: recognition.rig?.bones)
    }

    /// All joints of the file in one sentence, for whoever corrects the map.
    public var notes: String { "joints of the file: " + joints.joined(separator: ", ") }
}

extension RigReport: Encodable {
    private enum CodingKeys: String, CodingKey {
        case file, isBody, means, rig, confidence, reasons, mirrored, map, missing, joints
    }

    /// Writes all keys; those of `map` are all canonical joints, with `null` where the file has none.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(file, forKey: .file)
        try container.encode(recognition.isBody, forKey: .isBody)
        try container.encode(recognition.means.rawValue, forKey: .means)
        try container.encode(recognition.rig?.name, forKey: .rig)
        try container.encode((recognition.confidence * 100).rounded() / 100, forKey: .confidence)
        try container.encode(recognition.reasons, forKey: .reasons)
        try container.encode(recognition.isMirrored, forKey: .mirrored)
        let map = CanonicalJoint.allCases.map { ($0.name, names[$0]) }
        try container.encode(Dictionary(uniqueKeysWithValues: map), forKey: .map)
        try container.encode(recognition.missing.map(\.name), forKey: .missing)
        try container.encode(joints, forKey: .joints)
    }
}
