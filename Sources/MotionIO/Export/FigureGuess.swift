import BVHFormat
import Diagnostics
import Motion

/// What a file does not say of its figure, found from a few of its frames: unit of length, up axis, who plays what.
struct FigureGuess: Sendable {
    /// The likely unit of length.
    let unit: LengthUnit
    /// Whether the unit follows from a body's size, and is no more than a guess from the figure's extent otherwise.
    let isMeasured: Bool
    /// The likely up axis; Y for what is no body.
    let up: UpAxis
    /// Which joints play which part of a human body; nil for what is none.
    let map: JointMap?

    /// What a person should know where the unit is a mere guess; nil where it was measured.
    var doubt: String? {
        isMeasured
            ? nil
            : "the unit is not known, and was taken for \(unit.name) by the figure's size; --unit says another"
    }

    /// Most frames that are looked at: enough to see a figure stand, and no more for an hour than for a minute.
    private static let frames = 48

    /// Looks at a document.
    ///
    /// - Parameters:
    ///   - document: The movement.
    ///   - path: The name that messages give to the document.
    ///   - rigs: Rigs known by name.
    ///   - given: What a person says the joints are.
    /// - Throws: ``Problem`` when the document lacks a joint that was given.
    /// - Complexity: O(joints²), whatever the length.
    init(
        _ document: BVHDocument, path: String, rigs: RigCatalogue = .none, map given: Rig? = nil
    ) throws(Problem) {
        let sample = document.sample(of: Self.frames)
        var file: MotionFile?
        do throws(Problem) {
            file = try MotionFile(sample, path: path, rigs: rigs, map: given)
        } catch {
            // What cannot be followed as one body, such as two figures, is written all the same.
            if given != nil { throw error }
        }
        map = try? file?.jointMap()
        up = file?.upAxis ?? .y
        // Legs tell a body's size better than its height, which a raised arm or a bowed back changes.
        if map != nil, let scale = try? file?.retarget().scale {
            unit =
                LengthUnit.likely(forScale: Double(scale))
                ?? LengthUnit(name: "\(scale) m", metres: Double(scale))
            isMeasured = true
        } else {
            unit = Self.unit(forExtent: RestFigure(document).size)
            isMeasured = false
        }
    }

    /// The unit in which a figure of this extent is from a hand's to a giant's size.
    ///
    /// A chicken, a hand and a dragon all fall between; what is in between two units is taken for the larger one.
    private static func unit(forExtent extent: Double) -> LengthUnit {
        let name = extent < 5 ? "m" : extent < 500 ? "cm" : "mm"
        return LengthUnit.known.first { $0.name == name } ?? LengthUnit.known[0]
    }
}

extension BVHDocument {
    /// The same figure with at most `count` frames, evenly taken from all.
    func sample(of count: Int) -> BVHDocument {
        guard frameCount > count else { return self }
        let picked = (0..<count).flatMap { place in
            let first = place * (frameCount - 1) / (count - 1) * channelCount
            return values[first..<first + channelCount]
        }
        return BVHDocument(joints: joints, frameTime: frameTime, values: picked)
    }
}
