import Motion
import RealModule
import Testing

@Suite("Mirrored movement")
struct MirrorTests {
    let phrase = Phrases.swaying()
    static let partners = CanonicalJoint.allCases.map(\.mirrored.rawValue)

    /// The same movement on a rig whose joints have axes of their own, each another: its rest pose is no figure.
    static func onCrookedAxes(_ clip: Clip) -> Clip {
        let axes = (0..<clip.jointCount).map { joint in
            let turn = SIMD3<Float>(
                2 * Float.sin(Float(joint * 3)), 2 * Float.cos(Float(joint * 5)), Float(joint % 3))
            return Quaternion(rotationVector: turn)
        }
        let joints = clip.skeleton.joints.enumerated().map { index, joint in
            Skeleton.Joint(
                name: joint.name, parent: joint.parent,
                offset: joint.parent.map { axes[$0].inverse.act(joint.offset) } ?? joint.offset,
                endSites: joint.endSites.map { axes[index].inverse.act($0) })
        }
        var result = Clip(
            skeleton: Skeleton(joints: joints), frameRate: clip.frameRate,
            rootTranslations: clip.rootTranslations, localRotations: clip.localRotations)
        for frame in 0..<clip.frameCount {
            for joint in 0..<clip.jointCount {
                let above = joints[joint].parent.map { axes[$0].inverse } ?? .identity
                result[frame, joint] = (above * clip[frame, joint] * axes[joint]).normalized
            }
        }
        return result
    }

    @Test(
        "what the left did the right does, exactly, whatever axes the joints have", arguments: [false, true])
    func swaps(crooked: Bool) {
        let clip = crooked ? Self.onCrookedAxes(phrase) : phrase
        let plane = MirrorPlane(of: clip.floorPlace(plan: .canonical, frame: 0))
        let image = clip.mirrored(at: plane, plan: .canonical)
        #expect(image.keepsItsWord(about: [clip]))
        for frame in stride(from: 0, to: 240, by: 13) {
            let (own, theirs) = (clip.pose(at: frame), image.clip.pose(at: frame))
            for joint in 0..<22 {
                let expected = plane.image(of: own.positions[Self.partners[joint]])
                #expect((theirs.positions[joint] - expected).length < 1e-5)
            }
            let ends = zip(
                clip.skeleton.endSitePositions(in: own), clip.skeleton.endSitePositions(in: theirs))
            #expect(ends.allSatisfy { $0.0.y > -5 && $0.1.y > -5 })
        }
    }

    @Test("mirrored twice it is the phrase again", arguments: [false, true])
    func twice(crooked: Bool) {
        let clip = crooked ? Self.onCrookedAxes(phrase) : phrase
        let plane = MirrorPlane(of: clip.floorPlace(plan: .canonical, frame: 0))
        let image = clip.mirrored(at: plane, plan: .canonical).clip
        let again = image.mirrored(
            at: MirrorPlane(of: image.floorPlace(plan: .canonical, frame: 0)), plan: .canonical
        ).clip
        #expect(Phrases.distance(again, clip) < 1e-5)
        for joint in 0..<22 { #expect(again[77, joint].angle(to: clip[77, joint]) < 2e-3) }
    }

    @Test("it starts where and facing as the phrase did, and goes to the other side")
    func start() {
        let image = phrase.mirrored(
            at: MirrorPlane(of: phrase.floorPlace(plan: .canonical, frame: 0)), plan: .canonical
        ).clip
        let (own, theirs) = (
            phrase.floorPlace(plan: .canonical, frame: 0), image.floorPlace(plan: .canonical, frame: 0)
        )
        #expect((own.place - theirs.place).length < 1e-5)
        #expect(abs(own.heading - theirs.heading) < 1e-4)
        let turned = phrase.floorPlace(plan: .canonical, frame: 100).heading - own.heading
        let other = image.floorPlace(plan: .canonical, frame: 100).heading - theirs.heading
        #expect(abs(turned + other) < 1e-4)
    }

    @Test("at the middle of the stage left and right of the stage change places")
    func stage() {
        let image = phrase.mirrored(at: .stage, plan: .canonical).clip
        for frame in [0, 50, 239] {
            #expect(abs(image.rootTranslations[frame].x + phrase.rootTranslations[frame].x) < 1e-6)
            #expect(image.rootTranslations[frame].z == phrase.rootTranslations[frame].z)
        }
    }

    @Test(
        "on crooked axes hands turn about their bones as they do on straight ones, to what the movement tells"
    )
    func twist() {
        let plane = MirrorPlane.stage
        let straight = phrase.mirrored(at: plane, plan: .canonical).clip
        let crooked = Self.onCrookedAxes(phrase).mirrored(at: plane, plan: .canonical).clip
        let wanted = Self.onCrookedAxes(straight)
        for joint in 0..<22 {
            let angle = wanted.pose(at: 100).rotations[joint].angle(
                to: crooked.pose(at: 100).rotations[joint])
            #expect(angle < 0.35, "\(CanonicalJoint.allCases[joint])")
        }
    }
}
