import ArgumentParser
import Diagnostics
import Motion
import MotionIO

/// What stays of a phrase and what is made anew.
struct LockOptions: ParsableArguments {
    private static let parts =
        "legs, arms, leftLeg, rightLeg, leftArm, rightArm, spine (or torso), head, root, hands, feet, body (spine, head "
        + "and arms), or joints of the rig, NAME alone or NAME+ with all below it; with commas between"

    @Option(
        help: ArgumentHelp(
            "Keep a part as it is, everywhere or in a stretch; without --fill or --only the rest of the phrase is made "
                + "anew. Parts: \(parts)", valueName: "part[@a..b]"))
    var keep: [String] = []

    @Option(
        help: ArgumentHelp(
            "Make only this part anew, in a stretch, in that of --fill, or in the whole phrase",
            valueName: "part[@a..b]"))
    var only: [String] = []

    @Option(
        help: ArgumentHelp(
            "Make a stretch of the phrase anew: 2s..4s, 48f..96f, 8c..16c, 2s.. or frames 49..96; may be given "
                + "several times", valueName: "a..b"))
    var fill: [String] = []

    @Flag(help: "Lead from the end of the phrase back to its beginning, from where the next round goes on")
    var loop = false

    @Flag(name: .customLong("return"), help: "With --loop: come back to the place of the beginning, too")
    var returns = false

    @OptionGroup var tempo: TempoOption

    /// Whether proposals are the phrase itself, changed.
    var changesPhrase: Bool { !(keep.isEmpty && only.isEmpty && fill.isEmpty) }

    func validate() throws {
        guard loop || !returns else { throw ValidationError("--return goes with --loop") }
    }

    /// The locks that are meant; empty where none are.
    ///
    /// - Throws: ``Problem`` for words that are no stretch of time.
    func locks() throws(Problem) -> Locks {
        var locks = Locks()
        for text in keep { locks.keeps.append(try Locks.Part(text, option: "--keep")) }
        for text in only { locks.onlys.append(try Locks.Part(text, option: "--only")) }
        for text in fill { locks.fills.append(try Locks.range(text, option: "--fill")) }
        locks.tempo = try tempo.tempo()
        return locks
    }

    /// The length of a way back, s.
    ///
    /// - Throws: ``Problem`` when there are other locks, or the length is none.
    func loopSeconds(_ seconds: Double) throws(Problem) -> Double {
        let other = zip(["--keep", "--only", "--fill"], [keep, only, fill]).first { !$0.1.isEmpty }
        if let (option, words) = other {
            throw Problem(
                "--loop and \(option) do not go together", at: .option(option, words[0]),
                expected: "--loop alone: it makes what follows the phrase, where there is nothing to keep",
                found: "both", remedy: "close the loop first, accept it, and then change the result")
        }
        guard seconds >= 0.2, seconds <= 120 else {
            throw Problem(
                "the way back cannot be that long", at: .option("--seconds", "\(seconds)"),
                expected: "0.2 s to 120 s", found: "\(seconds) s", remedy: "try --seconds 4")
        }
        return seconds
    }
}
