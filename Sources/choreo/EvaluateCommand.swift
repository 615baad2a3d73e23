import ArgumentParser
import Diagnostics
import Evaluation
import Files
import Foundation
import MotionIO
import SequenceModel
import Tensor

/// `choreo evaluate`: how good a model is, beside real dance and ways of going on that know nothing.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure how good proposals are, beside real dance",
        discussion: """
            Cuts recordings into windows of 6 s, asks for proposals after the first 2 s of each, and compares them with \
            what really followed, with freezing, repeating, random and nearest phrases. A corpus is a folder of BVH \
            files or a table INDEX.tsv (columns path, true_fps, split, subject, genre). Recordings of --split are \
            evaluated; without splits, every fourth. Documentation/Evaluation.md says how to read the table.

            EXAMPLES
              choreo evaluate recordings --seeds 3 --page evaluation.html
              choreo evaluate dance/INDEX.tsv --train dance/INDEX.tsv walks/INDEX.tsv --checkpoint mine.safetensors
            """)

    @Argument(help: "Corpora to evaluate on", completion: .file(extensions: ["tsv"]))
    var corpora: [String]

    @Option(help: "Which split of them, where a table names splits")
    var split = "validation"

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "What the model learnt from: gives scales, thresholds and neighbours; without it the rest of the corpora",
            discussion: "Corpora, or files that choreo features wrote", valueName: "corpus"),
        completion: .file(extensions: ["tsv", "safetensors"]))
    var train: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Checkpoints to measure, instead of the one that goes on from phrases by itself",
            valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var checkpoint: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Proposals that something else made, as more columns", valueName: "name=file"))
    var proposals: [String] = []

    @Flag(help: "Also measure the network alone, without what choreo does to its proposals")
    var raw = false

    @Flag(help: "Leave the model out: only the columns of --proposals, and the baselines")
    var noModel = false

    @Option(help: "How many proposals for each window")
    var count = 6

    @Option(help: ArgumentHelp("Look at so many windows only, evenly spread", valueName: "windows"))
    var limit: Int?

    @Option(help: "The same seed gives the same table")
    var seed: UInt64 = 1

    @Option(help: "Runs with seeds of their own; their mean and range are told")
    var seeds = 1

    @Flag(help: "Put the seconds per proposal into the table, which makes it another one each time")
    var time = false

    @Flag(help: "Print the table as JSON")
    var json = false

    @Option(help: ArgumentHelp("Write a page with plots", valueName: "file.html"))
    var page: String?

    @OptionGroup var force: ForceOption

    func validate() throws {
        guard 1...Request.mostProposals / 3 ~= count else { throw ValidationError("--count takes 1 … 333") }
        guard 1...100 ~= seeds else { throw ValidationError("--seeds takes 1 … 100") }
        guard limit.map({ $0 > 0 }) ?? true else { throw ValidationError("--limit takes 1 or more") }
    }

    func run() throws {
        if let page { try force.check(file: page) }
        try SymmetricEigen.prepare()
        let rigs = try Resources.rigs()
        let contenders = try contenders(rigs: rigs)
        let stored = try train.filter { $0.hasSuffix(Recording.featuresEnding) }.flatMap {
            try Recording.read(features: $0)
        }
        let listed = train.filter { !$0.hasSuffix(Recording.featuresEnding) }
        let split = try CorpusSplit(
            of: corpora.flatMap { try CorpusEntry.list($0) }, split: split,
            training: listed.flatMap { try CorpusEntry.list($0) } + stored.map(\.entry))
        let stages = Stages()
        defer { stages.end() }
        let evaluated = try read(split.evaluated, rigs, keepingFiles: true, "reading", stages)
        let (known, unread) = split.parts(of: stored)
        let training = try read(unread, rigs, keepingFiles: false, "reading what is usual", stages) + known
        let reference = try Reference(of: training) { stages.update("measuring what is usual", $0) }
        let evaluation = try Evaluation(of: evaluated, against: reference, limit: limit)
        let table = try evaluation.table(
            of: contenders, count: count, seed: seed, seeds: seeds, isTimed: time, progress: stages.update)
        stages.end()
        if let page { try AtomicFile.write(table.page(titled: "How good the proposals are"), to: page) }
        if json {
            try Console.json(table)
        } else {
            for line in table.lines { print(line.printable) }
        }
    }

    private func read(
        _ entries: [CorpusEntry], _ rigs: RigCatalogue, keepingFiles: Bool, _ title: String, _ stages: Stages
    ) throws -> [Recording] {
        let (recordings, problems) = Recording.read(entries, rigs: rigs, keepingFiles: keepingFiles) {
            stages.update(title, $0)
        }
        stages.end()
        for problem in problems { Console.error("left out: \(problem)") }
        return recordings
    }

    private func contenders(rigs: RigCatalogue) throws -> [any Contender] {
        var result: [any Contender] = []
        let shipped = checkpoint.isEmpty
        for path in noModel ? [] : shipped ? [try Resources.path(of: Resources.codes)] : checkpoint {
            let name =
                shipped ? "model" : ((path as NSString).lastPathComponent as NSString).deletingPathExtension
            let generator = try SequenceNetwork.read(path)
            result.append(ComposedContender(name: name, generator: generator, rigs: rigs))
            if raw { result.append(NetworkContender(name: name + ", alone", generator: generator)) }
        }
        for word in proposals {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ValidationError("--proposals takes `name=file`, not `\(word.printable)`")
            }
            result.append(try StoredContender(name: parts[0], path: parts[1]))
        }
        return result
    }
}
