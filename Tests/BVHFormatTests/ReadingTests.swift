import BVHFormat
import Diagnostics
import Testing

@Suite("Reading a plain file")
struct ReadingTests {
    @Test func jointsChannelsAndValuesStandAsWritten() throws {
        let document = try BVHDocument.parse(Sample.twoJoints)
        #expect(document == Sample.twoJointsDocument)
        #expect(document.warnings.isEmpty)
    }

    @Test func theRowsAreCountedInChannels() throws {
        let document = try BVHDocument.parse(Sample.twoJoints)
        #expect(document.channelCount == 9)
        #expect(document.frameCount == 2)
        #expect(document.joints.map(\.firstChannel) == [0, 6])
    }

    @Test func aSiblingHangsFromTheSameParent() throws {
        let document = try BVHDocument.parse(
            """
            HIERARCHY
            ROOT Hips { OFFSET 0 0 0 CHANNELS 0
              JOINT LeftLeg { OFFSET 1 0 0 CHANNELS 1 Xrotation
                JOINT LeftFoot { OFFSET 0 -1 0 CHANNELS 1 Xrotation }
              }
              JOINT RightLeg { OFFSET -1 0 0 CHANNELS 1 Xrotation }
            }
            MOTION
            Frames: 1
            Frame Time: 0.1
            10 20 30
            """)
        #expect(document.joints.map(\.name) == ["Hips", "LeftLeg", "LeftFoot", "RightLeg"])
        #expect(document.joints.map(\.parent) == [nil, 0, 1, 0])
        #expect(document.values == [10, 20, 30])
    }

    @Test func aJointMayHaveSeveralEndSites() throws {
        let document = try BVHDocument.parse(
            """
            HIERARCHY
            ROOT Hand
            {
              OFFSET 0 0 0
              CHANNELS 1 Xrotation
              End Site
              { OFFSET 1 2 3 }
              End Site
              { OFFSET 4 5 6 }
            }
            MOTION
            Frames: 1
            Frame Time: 0.1
            7
            """)
        #expect(document.joints[0].endSites == [SIMD3(1, 2, 3), SIMD3(4, 5, 6)])
    }

    @Test func everyChannelKnowsItsAxisAndKind() {
        #expect(BVHDocument.Channel.allCases.map(\.axis) == [0, 1, 2, 0, 1, 2])
        #expect(BVHDocument.Channel.allCases.map(\.isRotation) == [false, false, false, true, true, true])
    }

    @Test func warningsAreNoPartOfTheMovement() throws {
        let longer = try BVHDocument.parse(Sample.twoJoints.replacing("Frames: 2", by: "Frames: 7"))
        #expect(!longer.warnings.isEmpty)
        #expect(longer == Sample.twoJointsDocument)
    }

    @Test func changedJointsKeepTheirColumnsInStep() {
        var document = Sample.twoJointsDocument
        document.values = []
        document.joints[0].channels.removeLast(3)
        #expect(document.joints.map(\.firstChannel) == [0, 3])
        #expect(document.channelCount == 6)
    }

    @Test func aMissingFileIsAProblemWithItsPath() {
        let problem = #expect(throws: Problem.self) { try BVHDocument.read("no/such/take.bvh") }
        #expect(problem?.place == .file("no/such/take.bvh"))
    }
}
