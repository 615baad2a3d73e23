import Motion
import Testing

@testable import SequenceModel

/// What every generator whose windows add 24 frames must hold to.
struct GeneratorContract {
    let generator: any Generator

    private func request(seconds: Double = 0.8, count: Int = 2, seed: UInt64 = 5) -> Request {
        Request(context: .swaying(frames: 60), seconds: seconds, count: count, seed: seed)
    }

    /// The same seed gives the same bytes, another one others, and after the last one comes the first.
    func seedsDecide() throws {
        let proposals = try generator.propose(request(count: 4))
        #expect(try generator.propose(request(count: 4)) == proposals)
        #expect(proposals[0].clip != proposals[1].clip)
        #expect(proposals[1].clip != proposals[2].clip)
        #expect(try generator.propose(request(count: 2, seed: .max)).map(\.seed) == [.max, 0])
    }

    /// A proposal is the same alone as among others.
    func ownSeedAlone(seconds: Double, count: Int) throws {
        let together = try generator.propose(request(seconds: seconds, count: count, seed: 100))
        for (index, proposal) in together.enumerated() {
            #expect(proposal.seed == 100 + UInt64(index))
            #expect(
                try generator.propose(request(seconds: seconds, count: 1, seed: proposal.seed)) == [proposal])
        }
    }

    /// A proposal has the length asked for, and a join where a window begins.
    func length(seconds: Double, frames: Int) throws {
        let proposal = try #require(try generator.propose(request(seconds: seconds, count: 1)).first)
        #expect(proposal.clip.frameCount == frames)
        #expect(proposal.contacts.count == frames)
        #expect(proposal.joins == Array(stride(from: 0, to: frames, by: 24)))
        #expect(proposal.clip.skeleton == .canonical && proposal.clip.frameRate == 30)
    }

    /// A longer proposal begins as one of `frames`.
    func longerBeginsAsShorter(frames: Int) throws {
        let short = try generator.propose(request(seconds: Double(frames) / 30, count: 1))[0]
        let long = try generator.propose(request(seconds: 2, count: 1))[0]
        #expect(long.clip.frames(0..<frames) == short.clip)
        #expect(Array(long.contacts.prefix(frames)) == short.contacts)
    }

    /// Rotations are rotations, places finite, contacts shares.
    func everyNumberIsSound() throws {
        for proposal in try generator.propose(request(seconds: 3)) {
            for rotation in proposal.clip.localRotations {
                #expect(abs((rotation.vector * rotation.vector).sum() - 1) < 1e-5)
            }
            for place in proposal.clip.rootTranslations { #expect(place.length.isFinite) }
            for contact in proposal.contacts { #expect(contact.min() >= 0 && contact.max() <= 1) }
        }
    }
}
