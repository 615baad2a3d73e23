import BVHFormat
import Diagnostics
import Foundation
import Motion
import Testing

@testable import MotionIO

@Suite("Locks on a phrase's own rig")
struct LockTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../..").standardizedFileURL.path
    private static let catalogue = (try? RigCatalogue(folder: root + "/skeletons")) ?? .none

    private static func names(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []
        return names.filter { $0.hasSuffix(".bvh") }.sorted()
    }
    static let motions = names(in: "motions")
    /// Every fourth rig: names, axes and channels of all kinds are among them.
    static let rigs = names(in: "skeletons").enumerated().filter { $0.offset % 4 == 0 }.map(\.element)

    private static func file(_ path: String) throws -> MotionFile {
        try MotionFile.read(root + "/" + path, rigs: catalogue)
    }

    /// The first two and a half seconds of a motion.
    private static func opening(_ name: String) throws -> MotionFile {
        let document = try BVHDocument.read(root + "/motions/" + name)
        let frames = Int(2.5 / document.frameTime)
        let part = BVHDocument(
            joints: document.joints, frameTime: document.frameTime,
            values: Array(document.values.prefix(frames * document.channelCount)))
        return try MotionFile(part, path: name, rigs: catalogue)
    }

    /// A second of a phrase on another rig, as a file of that rig.
    private static func salsa(on rig: String) throws -> MotionFile {
        let target = try file("skeletons/" + rig)
        let transfer = try RigTransfer(from: file("motions/salsa-basic.bvh"), to: target)
        let clip = transfer.clip(frames: 100..<220)
        return try MotionFile(target.document.with(clip), path: rig, rigs: catalogue)
    }

    /// Movement unlike the phrase's: every joint turns by half a radian more, and the hips are elsewhere; all along, or
    /// most in the middle and not at all at the ends.
    private static func other(_ phrase: LockedPhrase, easing: Bool = false) -> Clip {
        var made = phrase.movement30.frames(0..<phrase.frames)
        for frame in 0..<made.frameCount {
            let place = Float(2 * frame + 1) / Float(made.frameCount) - 1
            let share = easing ? Easing.smoothstep(1 - abs(place)) : 1
            let turn = Quaternion(angle: 0.5 * share, axis: SIMD3(0.6, 0, 0.8))
            for joint in 0..<made.jointCount { made[frame, joint] = (turn * made[frame, joint]).normalized }
            made.rootTranslations[frame] += SIMD3(0.1, 0.05, -0.2) * share
        }
        return made
    }

    private static func locks(
        keep: [String] = [], only: [String] = [], fill: [String] = []
    ) throws -> Locks {
        Locks(
            keeps: try keep.map { try Locks.Part($0, option: "--keep") },
            onlys: try only.map { try Locks.Part($0, option: "--only") },
            fills: try fill.map { try Locks.range($0, option: "--fill") })
    }

    private static let everyKind: [(keep: [String], only: [String], fill: [String])] = [
        ([], [], ["1s..2s"]), ([], [], ["..1s", "1.5s..2.25s"]), ([], [], ["1s.."]),
        (["legs"], [], ["0.5s..2s"]), (["legs", "root"], [], []), (["arms@0.6s..1s"], [], ["0.4s..1.5s"]),
        ([], ["arms"], []), ([], ["leftArm@1s..2s", "head"], []), (["rightHand"], ["arms"], ["1s..2s"]),
    ]

    /// Checks value by value, without the help of the report, what stayed.
    private func expectKept(
        _ file: MotionFile, _ locks: Locks, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let phrase = try LockedPhrase(of: file, locks)
        let made = Self.other(phrase)
        let document = phrase.document(made)
        let cells = try locks.made(of: file)
        let (old, width) = (file.document, file.document.channelCount)
        #expect(document.joints == old.joints && document.values.count == old.values.count)
        #expect(document.frameTime == old.frameTime)
        var changed = 0
        for (index, joint) in old.joints.enumerated() {
            for frame in 0..<old.frameCount {
                let isMade = cells[index].contains(frame - file.skippedFrames)
                for column in joint.firstChannel..<joint.firstChannel + joint.channels.count {
                    let place = frame * width + column
                    let isEqual = document.values[place].bitPattern == old.values[place].bitPattern
                    if isMade, !isEqual { changed += 1 }
                    guard !isMade, !isEqual else { continue }
                    Issue.record(
                        "\(file.path) \(joint.name) frame \(frame + 1): \(old.values[place]) became \(document.values[place])",
                        sourceLocation: sourceLocation)
                    return
                }
            }
        }
        #expect(changed > 0, sourceLocation: sourceLocation)
        #expect(document.values.allSatisfy { $0.isFinite }, sourceLocation: sourceLocation)
        let report = phrase.report(on: document, made: made)
        #expect(report.largestChange == 0 && report.lines.count == old.joints.count)
        for line in report.lines { #expect(line.equal == line.asked && line.largestChange == 0) }
    }

    @Test("what stays is the phrase's own, bit for bit", arguments: motions)
    func everyMotion(name: String) throws {
        let file = try Self.opening(name)
        for kind in Self.everyKind {
            try expectKept(file, try Self.locks(keep: kind.keep, only: kind.only, fill: kind.fill))
        }
    }

    @Test("on every rig", arguments: rigs)
    func everyRig(name: String) throws {
        let file = try Self.salsa(on: name)
        try expectKept(file, try Self.locks(keep: ["legs"], fill: ["0.2s..0.6s"]))
        try expectKept(file, try Self.locks(only: ["leftArm@0.2s..0.8s"]))
    }

    @Test("whatever the order of the channels", arguments: ["XYZ", "XZY", "YXZ", "YZX", "ZXY", "ZYX"])
    func orders(text: String) throws {
        var document = try Self.opening("pirouette.bvh").document
        document.order(rotations: try #require(RotationOrder(text)))
        // Positions behind the rotations, as some files have them.
        let root = document.joints[0].channels
        let moved = root.filter(\.isRotation) + root.filter { !$0.isRotation }
        let columns = moved.compactMap { root.firstIndex(of: $0) }
        var values = document.values
        for frame in 0..<document.frameCount {
            for (column, source) in columns.enumerated() {
                values[frame * document.channelCount + column] =
                    document.values[frame * document.channelCount + source]
            }
        }
        document.joints[0].channels = moved
        let odd = BVHDocument(joints: document.joints, frameTime: document.frameTime, values: values)
        let file = try MotionFile(odd, path: "odd.bvh", rigs: Self.catalogue)
        for kind in Self.everyKind {
            try expectKept(file, try Self.locks(keep: kind.keep, only: kind.only, fill: kind.fill))
        }
    }

    @Test("a rest pose in front stays, and times count from it")
    func restPose() throws {
        let plain = try Self.opening("salsa-basic.bvh").document
        var rest = Array(plain.values.prefix(plain.channelCount))
        for (index, joint) in plain.joints.enumerated() {
            for (offset, channel) in joint.channels.enumerated() where channel.isRotation || index > 0 {
                rest[joint.firstChannel + offset] = 0
            }
        }
        let document = BVHDocument(
            joints: plain.joints, frameTime: plain.frameTime, values: rest + plain.values)
        let file = try MotionFile(document, path: "posed.bvh", rigs: Self.catalogue, restPose: .drop)
        #expect(file.skippedFrames == 1)
        let locks = try Self.locks(fill: ["61..120"])
        #expect(try locks.made(of: file)[3] == RangeSet(59..<119))
        try expectKept(file, locks)
    }

    @Test("the phrase's own movement put in gives the phrase, frame for frame", arguments: motions)
    func ownMovement(name: String) throws {
        let file = try Self.opening(name)
        let phrase = try LockedPhrase(of: file, Self.locks(fill: ["1.015s..2s"]))
        let document = phrase.document(phrase.movement30.frames(0..<phrase.frames))
        let again = try Clip(document, path: name)
        #expect(again.frameCount == file.clip.frameCount)
        let unit = file.lengthUnit
        for frame in 0..<again.frameCount {
            let (a, b) = (file.clip.pose(at: frame).positions, again.pose(at: frame).positions)
            // Thirty frames a second say of a hundred and twenty what a curve through them says.
            for joint in a.indices { #expect((a[joint] - b[joint]).length * unit < 0.03) }
        }
    }

    @Test("what is made begins and ends without a jump", arguments: motions)
    func seams(name: String) throws {
        let file = try Self.opening(name)
        let phrase = try LockedPhrase(of: file, Self.locks(fill: ["1s..2s"]))
        let clip = try Clip(phrase.document(Self.other(phrase, easing: true)), path: name)
        let rate = file.clip.frameRate
        for seam in [rate, 2 * rate].map({ Int($0.rounded()) }) {
            for joint in 0..<clip.jointCount {
                let step = clip[seam - 1, joint].angle(to: clip[seam, joint])
                let usual = file.clip[seam - 1, joint].angle(to: file.clip[seam, joint])
                #expect(Double(step) < Double(usual) + 3 / rate)
            }
        }
    }

    @Test(
        "a loop leads to the phrase's first pose, where it is or further on", arguments: LoopTravel.allCases)
    func loop(travel: LoopTravel) throws {
        let file = try Self.file("motions/walk-with-suspension.bvh")
        let phrase = try LockedPhrase(looping: file, seconds: 2, travel: travel)
        #expect(!phrase.isVariation && phrase.context.frameCount == 120 && phrase.frames == 60)
        let canonical = try file.retarget().canonical(file.clip)
        let (first, last) = (canonical.pose(at: 0), canonical.pose(at: canonical.frameCount - 1))
        let next = phrase.movement30.pose(at: phrase.frames)
        #expect(abs(next.positions[0].y - first.positions[0].y) < 0.02)
        if travel == .returns {
            #expect((next.positions[0] - first.positions[0]).length < 0.05)
        } else {
            #expect(abs((next.heading - last.heading).remainder(dividingBy: 2 * .pi)) < 0.1)
            // It goes on from where it is.
            #expect((next.positions[0] - last.positions[0]).flat.length < 1.5)
        }
        let document = phrase.document(phrase.movement30.frames(0..<phrase.frames))
        #expect(document.frameCount == Int((2 * file.clip.frameRate).rounded()))
    }

    @Test("parts are known by their names, joints by theirs, and near names are offered")
    func partNames() throws {
        let file = try Self.salsa(on: "mixamo.bvh")
        let names = PartNames(of: file)
        let joints = file.clip.skeleton.joints.map(\.name)
        func named(_ text: String) throws -> [String] {
            try names.joints(text, option: "--keep").sorted().map { joints[$0] }
        }
        #expect(try named("legs") == named("leftLeg,RIGHTLEG"))
        #expect(try named("hands").count > 2)
        #expect(try named("feet").allSatisfy { $0.contains("Foot") || $0.contains("Toe") })
        #expect(try named("joint:LeftArm").count == 1)
        #expect(try named("LeftForeArm+").count > named("LeftForeArm").count)
        let problem = #expect(throws: Problem.self) { try names.joints("LeftFarm", option: "--keep") }
        #expect(problem?.expected?.contains("LeftArm") == true)
    }

    @Test(
        "locks that make no sense are refused, and why is said",
        arguments: [
            ([], ["arms"], ["1s..2s", "3s..2s"], "not in the file"),
            (["wings"], [], [], "no such part"),
            (["arms"], ["arms"], [], "the same part"),
            (["legs", "leftArm"], ["leftArm@1s..2s"], [], "the same part"),
            (["legs", "arms", "body", "root"], [], [], "nothing is left"),
            ([], ["arms@1s..2s"], ["0s..1s"], "contradict"),
            ([], [], ["1s..1.05s"], "too short"),
            ([], [], ["60s..70s"], "not in the file"),
            ([], [], ["2c..4c"], "tempo"),
        ] as [([String], [String], [String], String)])
    func refusals(keep: [String], only: [String], fill: [String], words: String) throws {
        let file = try Self.opening("salsa-basic.bvh")
        let problem = #expect(throws: Problem.self) {
            try LockedPhrase(of: file, Self.locks(keep: keep, only: only, fill: fill))
        }
        #expect(problem?.what.contains(words) == true, "\(problem?.what ?? "")")
        #expect(problem?.expected != nil && problem?.found != nil && problem?.remedy.isEmpty == false)
    }

    @Test("legs that are kept on hips that go elsewhere slide, and it is said")
    func conflicts() throws {
        let file = try Self.opening("salsa-basic.bvh")
        let phrase = try LockedPhrase(of: file, Self.locks(keep: ["legs"], fill: ["0.5s..2s"]))
        var made = phrase.movement30.frames(0..<phrase.frames)
        let document = phrase.document(made)
        #expect(phrase.report(on: document, made: made).conflicts.isEmpty)
        for frame in 0..<made.frameCount { made.rootTranslations[frame].x += Float(frame) / 60 }
        let report = phrase.report(on: phrase.document(made), made: made)
        #expect(report.conflicts.contains { $0.contains("left leg is kept") && $0.contains("slides") })
        #expect(report.largestChange == 0)
    }
}
