package dev.quarry.dataset.embed;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.embed.Network.Input;
import dev.quarry.dataset.embed.Network.Kind;
import dev.quarry.dataset.embed.Network.Slot;
import dev.quarry.dataset.embed.Network.Whole;
import dev.quarry.part.Parts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How texts become the numbers that a network takes.
 *
 * @param batch texts at a time
 * @param maxLength the most tokens of a text
 * @param full whether every text is filled up to that
 * @param roles what goes into each slot
 * @param padding the id of the token that fills up
 */
record TextInput(int batch, int maxLength, boolean full, List<Role> roles, long padding) {

    private static final int USUAL_LENGTH = 512;
    private static final int STEP = 8;

    /** What a slot is for. */
    enum Role {
        IDS,
        MASK,
        TYPES
    }

    /** What a network takes, as far as it says so, and what is configured otherwise. */
    static TextInput of(TextEmbedding options, List<Slot> slots, TokenizerFile tokenizer, Path model)
            throws BadDataException {
        List<Role> roles = new ArrayList<>();
        int batch = options.batch();
        int fixed = 0;
        for (Slot slot : slots) {
            if (!slot.takes(Kind.WHOLE, 2)) {
                throw new BadDataException(
                        "The input (%s) of (%s) takes %s of shape %s, but tokens are whole numbers of two axes. Maybe it is no model for texts."
                                .formatted(
                                        slot.name(),
                                        model,
                                        Parts.describeValue(slot.kind()),
                                        Arrays.toString(slot.dims())));
            }
            roles.add(slots.size() == 1 ? Role.IDS : role(options, slot, slots, model));
            batch = slot.fixes(0) ? (int) slot.dims()[0] : batch;
            fixed = slot.fixes(1) ? (int) slot.dims()[1] : fixed;
        }
        if (fixed > 0 && options.maxLength() > fixed) {
            throw new BadDataException(
                    "The model (%s) takes (%d) tokens, but the max-length is (%d). Maybe (max-length: %d)."
                            .formatted(model, fixed, options.maxLength(), fixed));
        }
        int said = fixed > 0 ? fixed : tokenizer.maxLength() > 0 ? tokenizer.maxLength() : USUAL_LENGTH;
        int maxLength = options.maxLength() > 0 ? options.maxLength() : said;
        boolean full = options.padding() == TextEmbedding.Padding.FULL;
        return new TextInput(batch, Math.max(maxLength, fixed), full || fixed > 0, roles, tokenizer.padding());
    }

    private static Role role(TextEmbedding options, Slot slot, List<Slot> slots, Path model) throws BadDataException {
        if (slot.name().equals(options.ids())) {
            return Role.IDS;
        } else if (slot.name().equals(options.mask())) {
            return Role.MASK;
        } else if (slot.name().equals(options.types())) {
            return Role.TYPES;
        }
        throw new BadDataException(
                "The model (%s) has the inputs %s, and (%s) is none of ids (%s), mask (%s) and types (%s). Maybe it is called otherwise here, as in (ids: %s), or it is more than a model for texts."
                        .formatted(
                                model,
                                String.join(", ", slots.stream().map(Slot::name).toList()),
                                slot.name(),
                                options.ids(),
                                options.mask(),
                                options.types(),
                                slots.getFirst().name()));
    }

    /** How long a text of so many tokens is when it is filled up. */
    int filled(int tokens) {
        return full ? maxLength : Math.min(maxLength, (Math.max(1, tokens) + STEP - 1) / STEP * STEP);
    }

    /** The ids of a batch, [batch, length]. */
    long[] ids(List<Tokeniser.Tokens> texts, int length) {
        long[] ids = new long[batch * length];
        Arrays.fill(ids, padding);
        for (int i = 0; i < texts.size(); i++) {
            long[] own = texts.get(i).ids();
            System.arraycopy(own, 0, ids, i * length, own.length);
        }
        return ids;
    }

    /** Which of them count. */
    long[] mask(List<Tokeniser.Tokens> texts, int length) {
        long[] mask = new long[batch * length];
        for (int i = 0; i < batch; i++) {
            int tokens = i < texts.size() ? texts.get(i).ids().length : length; // a text of nothing would divide by 0
            Arrays.fill(mask, i * length, i * length + tokens, 1);
        }
        return mask;
    }

    private long[] types(List<Tokeniser.Tokens> texts, int length) {
        long[] types = new long[batch * length];
        for (int i = 0; i < texts.size(); i++) {
            long[] own = texts.get(i).types();
            System.arraycopy(own, 0, types, i * length, own.length);
        }
        return types;
    }

    /** What goes into the slots for a batch of texts of one length. */
    List<Input> inputs(List<Tokeniser.Tokens> texts, int length) {
        List<Input> inputs = new ArrayList<>();
        for (Role role : roles) {
            long[] values = switch (role) {
                case IDS -> ids(texts, length);
                case MASK -> mask(texts, length);
                case TYPES -> types(texts, length);
            };
            inputs.add(new Whole(values, batch, length));
        }
        return inputs;
    }
}
