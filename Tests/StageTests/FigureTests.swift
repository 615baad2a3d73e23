import Motion
import Testing

@testable import Stage

@Suite("A figure clothes its bones")
struct FigureTests {
    private func body(_ clip: Clip, _ stance: Stance = Stance(), frame: Int = 0) -> Body {
        Figure(of: clip, stance: stance).body(in: clip.pose(at: frame))
    }

    /// How deep `point` lies inside the body; negative outside.
    private func depth(of point: SIMD3<Float>, in body: Body) -> Float {
        body.capsules.map { capsule in
            let axis = capsule.end - capsule.start
            let share = min(max((point - capsule.start).dot(axis) / max(axis.dot(axis), 1e-9), 0), 1)
            let radius = capsule.startRadius + (capsule.endRadius - capsule.startRadius) * share
            return radius - (point - capsule.start - axis * share).length
        }.max() ?? -.infinity
    }

    @Test("Every joint and every bone's middle lies inside the canonical figure")
    func bonesAreInside() {
        let clip = Dancers.still()
        let pose = clip.pose(at: 0)
        let figure = body(clip)
        for (index, joint) in clip.skeleton.joints.enumerated() {
            #expect(depth(of: pose.positions[index], in: figure) > 0, "\(joint.name)")
            guard let parent = joint.parent else { continue }
            let middle = (pose.positions[index] + pose.positions[parent]) / 2
            #expect(depth(of: middle, in: figure) > 0, "\(joint.name)")
        }
    }

    @Test(
        "The canonical figure is as tall as a body, stands on soles just below the toe joints, and has a nose"
    )
    func anatomy() {
        let figure = body(Dancers.still())
        let top = figure.balls.map { $0.centre.y + $0.radius }.max() ?? 0
        #expect(abs(top - 1.70) < 0.02)
        #expect(figure.lowest < -0.01 && figure.lowest > -0.04)
        let head = figure.capsules.filter { $0.tint == .face && $0.start.y > 1.5 }
        let hair = figure.capsules.filter { $0.tint == .hair }
        let nose = head.map { $0.end.z + $0.endRadius }.max() ?? 0
        let back = hair.map { $0.start.z - $0.startRadius }.min() ?? 0
        #expect(nose > 0.1 && back < -0.08, "the face looks where the figure faces, +Z")
    }

    @Test("Heels reach behind the ankles, toes ahead of them, all on one sole")
    func feet() {
        let clip = Dancers.still()
        let ankle = clip.pose(at: 0).positions[CanonicalJoint.leftFoot.rawValue]
        let foot = body(clip).balls.filter { $0.centre.y < 0.06 && $0.centre.x > 0 }
        let soles = foot.map { $0.centre.y - $0.radius }
        #expect((foot.map { $0.centre.z - $0.radius }.min() ?? 0) < ankle.z - 0.06)
        #expect((foot.map { $0.centre.z + $0.radius }.max() ?? 0) > ankle.z + 0.2)
        #expect(soles.allSatisfy { $0 > -0.025 && $0 < 0.02 })
    }

    @Test("A symmetric pose gives a symmetric figure with left and right colours exchanged")
    func mirror() {
        let capsules = body(Dancers.still()).capsules
        func mirrored(_ tint: Tint) -> Tint {
            switch tint {
            case .left: .right
            case .right: .left
            default: tint
            }
        }
        for capsule in capsules {
            let flip = SIMD3<Float>(-1, 1, 1)
            #expect(
                capsules.contains {
                    ($0.start - capsule.start * flip).length < 1e-4
                        && ($0.end - capsule.end * flip).length < 1e-4
                        && $0.tint == mirrored(capsule.tint)
                })
        }
        #expect(capsules.contains { $0.tint == .left && $0.start.x > 0.1 }, "left is +X")
    }

    @Test("The unit changes nothing: a figure in centimetres is the figure in metres")
    func units() {
        let metres = Dancers.still()
        let centimetres = Dancers.still(
            Skeleton(
                joints: metres.skeleton.joints.map {
                    .init(
                        name: $0.name, parent: $0.parent, offset: $0.offset * 100,
                        endSites: $0.endSites.map { $0 * 100 })
                }))
        let a = body(metres)
        let b = body(centimetres, Stance(metresPerUnit: 0.01))
        for (x, y) in zip(a.capsules, b.capsules) {
            #expect((x.start - y.start).length < 1e-4 && abs(x.startRadius - y.startRadius) < 1e-5)
        }
    }

    @Test("A clip with Z up stands upright too")
    func zUp() {
        let upright = Dancers.still()
        var lying = upright
        let tip = Quaternion(angle: .pi / 2, axis: SIMD3(1, 0, 0))
        lying.rootTranslations[0] = tip.act(upright.rootTranslations[0])
        lying[0, 0] = tip
        let a = body(upright)
        let b = body(lying, Stance(upAxis: .z))
        for (x, y) in zip(a.capsules, b.capsules) { #expect((x.end - y.end).length < 1e-4) }
    }

    @Test("Helper joints of zero length add nothing, and the figure stays a body")
    func helpers() {
        let figure = body(Dancers.still(Dancers.helpers), Stance(metresPerUnit: 0.0254))
        #expect(figure.capsules.contains { $0.tint == .hair })
        #expect(figure.capsules.allSatisfy { $0.startRadius > 0.005 && $0.startRadius < 0.12 })
        #expect(figure.capsules.count < 60)
    }

    @Test("A hand alone is drawn bone by bone, in its side's colour, as thin as fingers are")
    func hand() {
        let figure = body(Dancers.still(Dancers.hand), Stance(metresPerUnit: 0.01))
        #expect(figure.capsules.count == 9, "six bones and three fingertips")
        #expect(figure.capsules.allSatisfy { $0.tint == .left && $0.startRadius < 0.02 })
    }

    @Test("Numbered joints get a bone each; a lone root is a ball")
    func unknownRigs() {
        let numbered = Dancers.renamed { "n" + String($0.utf8.reduce(0) { $0 + Int($1) }) }
        #expect(body(Dancers.still(numbered)).capsules.count >= 21)
        let lone = Skeleton(joints: [.init(name: "Hips", parent: nil, offset: SIMD3(1, 2, 3))])
        #expect(body(Dancers.still(lone)).capsules.count == 1)
    }

    @Test("The face and soles are found by the movement when the rest pose is no natural one")
    func unnaturalRest() {
        // The same body, whose rest pose has every bone straight up; each frame turns the bones to where they are.
        let natural = Dancers.walk(metres: 1, frames: 8)
        let up = natural.skeleton.joints.map { joint in
            Skeleton.Joint(
                name: joint.name, parent: joint.parent, offset: SIMD3(0, joint.offset.length, 0),
                endSites: joint.endSites.map { SIMD3(0, $0.length, 0) })
        }
        let hips: Set<Int> = [CanonicalJoint.leftUpLeg.rawValue, CanonicalJoint.rightUpLeg.rawValue]
        let strange = Skeleton(
            joints: up.enumerated().map { index, joint in
                // A body without hip breadth has no sides; keep that.
                var joint = joint
                if hips.contains(index) { joint.offset = natural.skeleton.joints[index].offset }
                return joint
            })
        var clip = Dancers.still(strange, frames: 8)
        for frame in 0..<8 {
            // Fold the legs down; the trunk already points up.
            for hip in hips { clip[frame, hip] = Quaternion(angle: .pi, axis: SIMD3(1, 0, 0)) }
            clip[frame, .leftFoot] = Quaternion(angle: 1.6, axis: SIMD3(1, 0, 0))
            clip[frame, .rightFoot] = Quaternion(angle: 1.6, axis: SIMD3(1, 0, 0))
        }
        let figure = body(clip)
        let nose = figure.capsules.filter { $0.tint == .face }.map(\.end.z).max() ?? 0
        #expect(nose > 0.08)
    }

    @Test("Limbs melt with what they are joined to, and the two legs never with each other")
    func neighbours() {
        let figure = body(Dancers.still())
        for (index, others) in figure.neighbours.enumerated() {
            #expect(others == others.sorted() && !others.contains(index))
            for other in others {
                #expect(figure.neighbours[other].contains(index))
                let tints = Set([figure.capsules[index].tint, figure.capsules[other].tint])
                #expect(tints != [.left, .right])
            }
        }
    }
}
