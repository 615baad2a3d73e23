import ArgumentParser
import Diagnostics
import Foundation
import Motion
import MotionIO

/// Which movement `choreo convert` writes, and on which figure.
struct MovementOptions: ParsableArguments {
    @Option(help: "The stretch to keep: 1..240 in frames from 1, both included, or 2s..6s, 8c..16c, ..0:04.5")
    var frames: String?

    @OptionGroup var tempo: TempoOption

    @Option(help: "Frames per second of the result, as in 60, 23.976 or 30000/1001")
    var fps: String?

    @Option(
        help: ArgumentHelp(
            "Figure of the result: canonical, another name in the folder skeletons, or a BVH file",
            valueName: "name|file"))
    var rig: String?

    @OptionGroup var body: BodyOptions

    /// Hands these wishes on.
    ///
    /// - Throws: ``Problem`` for words that say nothing, or a rig that there is not.
    func apply(to conversion: inout Conversion) throws(Problem) {
        if let frames {
            guard let stretch = TimeRange(frames) else {
                throw Problem(
                    "this is no stretch of a movement", at: .option("--frames", frames),
                    expected: "two frames or times, such as 1..240 or 2s..4s", found: frames,
                    remedy: "give them as in --frames 1..240")
            }
            conversion.frames = stretch
        }
        conversion.tempo = try tempo.tempo()
        if let fps { conversion.frameRate = try Self.rate(fps) }
        conversion.map = try body.rig()
        if let rig { conversion.rig = try Self.target(rig) }
    }

    private static func rate(_ text: String) throws(Problem) -> Double {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Double($0) }
        let rate: Double? =
            switch (parts.count, parts[0], parts.last ?? nil) {
            case (1, let rate?, _): rate
            case (2, let above?, let below?): above / below
            default: nil
            }
        guard let rate, rate > 0, rate <= 1000 else {
            throw Problem(
                "this rate cannot be used", at: .option("--fps", text),
                expected: "more than 0 and at most 1000 frames per second", found: text,
                remedy: "give a rate such as --fps 30")
        }
        return rate
    }

    private static func target(_ name: String) throws(Problem) -> TargetRig {
        if name == "canonical" { return .canonical }
        let isFile = ExportFormat(extensionOf: name) == .bvh
        return .file(try MotionFile.read(isFile ? name : Resources.skeleton(name), rigs: Resources.rigs()))
    }
}

/// What lengths and axes of a file mean to `choreo convert`.
struct SizeOptions: ParsableArguments {
    @Option(
        help: "The file's unit of length: m, cm, mm, inch, or metres as a number; otherwise found by size")
    var unit: String?

    @Option(help: "Factor for all lengths, instead of the one that the unit gives")
    var scale: Double?

    @Option(help: "The file's up axis, Y or Z; otherwise found by the figure")
    var sourceUp: UpAxis?

    func validate() throws {
        if unit != nil, scale != nil {
            throw ValidationError("--scale stands in place of a unit: give one of --unit and --scale")
        }
    }

    /// Hands these wishes on.
    ///
    /// - Throws: ``Problem`` for a unit that there is not, or a factor that makes no size.
    func apply(to conversion: inout Conversion) throws(Problem) {
        if let unit { conversion.unit = try LengthUnit.known(as: unit, option: "--unit") }
        if let scale {
            guard scale.isFinite, 1e-6...1e6 ~= scale else {
                throw Problem(
                    "this factor makes no size", at: .option("--scale", "\(scale)"),
                    expected: "a factor from 0.000001 to 1000000", found: "\(scale)",
                    remedy: "give a factor such as --scale 0.01")
            }
            conversion.scale = scale
        }
        conversion.sourceUp = sourceUp
    }
}

/// How `choreo convert` writes BVH.
struct StyleOptions: ParsableArguments {
    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "Program that takes it onward: blender, maya, motionbuilder, unity, unreal, or a JSON file",
            valueName: "pipeline"))
    var pipeline: String?

    @Option(help: "Unit of length of the result: m, cm, mm, inch, or metres as a number")
    var toUnit: String?

    @Option(help: "Axis that is up in the result, Y or Z")
    var up: UpAxis?

    @Option(help: "Order of all rotation channels, outermost first, as in ZXY")
    var rotationOrder: RotationOrder?

    @Option(help: "Ends of chains: keep, add or none")
    var endSites: BVHStyle.EndSites?

    @Option(help: "Position channels: keep, moving (roots and joints that move), root or all")
    var positions: BVHStyle.Positions?

    @Option(name: .customLong("t-pose"), help: "T-pose before the movement: keep, first or drop")
    var tPose: BVHStyle.TPose?

    /// Hands these wishes on: those of the pipeline, and over them those of the command line.
    ///
    /// - Throws: ``Problem`` for a pipeline or unit that there is not, or a wish that the format has no place for.
    func apply(to conversion: inout Conversion) throws(Problem) {
        var style = BVHStyle()
        if let pipeline {
            let isFile = pipeline.lowercased().hasSuffix(".json")
            style = try Pipeline.read(isFile ? pipeline : Resources.pipeline(pipeline)).style
        }
        if let toUnit { style.unit = try LengthUnit.known(as: toUnit, option: "--to-unit") }
        style.up = up ?? style.up
        style.rotationOrder = rotationOrder ?? style.rotationOrder
        style.endSites = endSites ?? style.endSites
        style.positions = positions ?? style.positions
        style.tPose = tPose ?? style.tPose
        guard conversion.format == .bvh || style == BVHStyle() else {
            throw Problem(
                "this kind of file has a form of its own",
                at: .option("--format", conversion.format.rawValue),
                expected:
                    "--for, --to-unit, --up, --rotation-order, --end-sites, --positions and --t-pose with BVH",
                found: "one of them with \(conversion.format.rawValue), which is in metres with Y up",
                remedy: "leave them out, or write BVH")
        }
        conversion.style = style
    }
}

extension LengthUnit {
    /// The unit that a person named.
    ///
    /// - Throws: ``Problem`` when there is none of that name.
    fileprivate static func known(as text: String, option: String) throws(Problem) -> LengthUnit {
        guard let unit = LengthUnit(text) else {
            throw Problem(
                "this unit is not known", at: .option(option, text),
                expected: LengthUnit.forms, found: text,
                remedy: "give a unit such as \(option) cm")
        }
        return unit
    }
}
