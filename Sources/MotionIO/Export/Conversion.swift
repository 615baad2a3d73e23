public import BVHFormat
public import Diagnostics
public import Motion

/// What is to be made of a motion file: which frames, at which rate, on which rig, written how.
///
///     var conversion = Conversion(to: .glb)
///     conversion.frames = TimeRange("1..240")
///     let converted = try conversion.convert("take.bvh", rigs: rigs)
///
/// What is not asked for stays as it is: a conversion to BVH that asks for nothing gives an equal document.
public struct Conversion: Sendable {
    /// What is written.
    public var format: ExportFormat
    /// The stretch to keep; nil for all.
    public var frames: TimeRange?
    /// Counts per minute, where the stretch is given in counts.
    public var tempo: Double?
    /// Frames per second of the result; nil for the file's own.
    public var frameRate: Double?
    /// The figure that is to move; nil for the file's own.
    public var rig: TargetRig?
    /// What a person says the joints are; nil to find out.
    public var map: Rig?
    /// The file's unit of length, where a person knows it.
    public var unit: LengthUnit?
    /// Factor from lengths of the file to lengths of the result, instead of the one that the units give.
    public var scale: Double?
    /// The file's up axis, where a person knows it.
    public var sourceUp: UpAxis?
    /// How BVH is written.
    public var style = BVHStyle()
    /// The program that writes, for formats that name it.
    public var generator = "Choreo"

    /// Creates a conversion that asks for nothing but another format.
    public init(to format: ExportFormat) { self.format = format }

    /// Reads a file and converts it.
    ///
    /// - Parameters:
    ///   - path: A BVH file.
    ///   - rigs: Rigs known by name.
    /// - Throws: ``Problem`` when the file cannot be read, lacks the frames, or cannot be had in the asked way.
    /// - Complexity: O(frames × joints).
    public func convert(_ path: String, rigs: RigCatalogue = .none) throws(Problem) -> ConvertedMotion {
        try convert(try BVHDocument.read(path), path: path, rigs: rigs)
    }

    /// Converts a document that was read from `path`.
    ///
    /// - Throws: ``Problem``, as ``convert(_:rigs:)``.
    public func convert(
        _ document: consuming BVHDocument, path: String, rigs: RigCatalogue = .none
    ) throws(Problem) -> ConvertedMotion {
        var document = document
        var notes = document.warnings.map(\.sentence)
        if let frames { try cut(&document, to: frames, path: path) }
        if let rig { document = try perform(document, on: rig, path: path, rigs: rigs, notes: &notes) }
        if let frameRate {
            try document.checkPlayable(path: path, severalFigures: true)
            // A pose put in front is no movement: it must not be blended into the first step.
            let opening = document.openingPose(path: path, rigs: rigs, map: map)
            let rest = opening.map { $0.isInserted ? $0.frames : 0 } ?? 0
            try Problem.placed(at: path) { () throws(Problem) in
                try document.resample(to: frameRate, after: rest)
            }
        }
        switch format {
        case .bvh:
            return try written(document, path: path, rigs: rigs, notes: notes)
        case .glb, .usda, .csv:
            return try exported(document, path: path, rigs: rigs, notes: notes)
        }
    }
}

extension Conversion {
    /// The movement on another figure.
    private func perform(
        _ document: BVHDocument, on rig: TargetRig, path: String, rigs: RigCatalogue, notes: inout [String]
    ) throws(Problem) -> BVHDocument {
        let file = try MotionFile(
            document, path: path, rigs: rigs, map: map, restPose: style.tPose == .drop ? .drop : .auto)
        notes = file.warnings
        return try rig.perform(file)
    }

    /// Keeps a stretch alone; every value stays exactly what it was.
    private func cut(_ document: inout BVHDocument, to stretch: TimeRange, path: String) throws(Problem) {
        let kept = try Problem.placed(at: path) { () throws(Problem) in
            try stretch.frames(
                of: document.frameCount, rate: document.statedRate, tempo: tempo, option: "--frames")
        }
        // In place: a long file must not be in memory twice.
        let width = document.channelCount
        document.values.removeLast((document.frameCount - kept.upperBound) * width)
        document.values.removeFirst(kept.lowerBound * width)
    }
}
