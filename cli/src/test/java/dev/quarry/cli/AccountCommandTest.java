package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountCommandTest {

    @TempDir
    Path data;

    @Test
    void accounts_are_made_listed_disabled_and_given_a_new_link() {
        Called made =
                Called.with("account", "create", "Ana", "--owner", "--data", data, "--address", "https://q.example/");
        assertThat(made.err()).isEmpty();
        assertThat(made.code()).isZero();
        assertThat(made.out()).contains("an account (ana) now", "  https://q.example/#enter=");
        Called.with("account", "create", "ben", "--data", data);
        assertThat(Called.with("account", "disable", "ben", "--data", data).out())
                .contains("(ben) may not log in any more");
        assertThat(Called.with("account", "list", "--data", data).lines())
                .anySatisfy(line -> assertThat(line).startsWith("ana").contains("owner", "link", "never"))
                .anySatisfy(line -> assertThat(line).startsWith("ben").contains("member", "disabled"));
        assertThat(Called.with("account", "link", "Ana", "--data", data).out())
                .contains("http://localhost:7777/#enter=");
        Called check = Called.with("rebuild", "--check", "--data", data);
        assertThat(check.out()).contains("4 events add up; 0 projects were derived anew.", "Everything fits.");
        assertThat(check.code()).isZero();
    }

    @Test
    void what_cannot_be_done_is_one_sentence() {
        Called.with("account", "create", "ana", "--owner", "--data", data);
        Called twice = Called.with("account", "create", "ANA", "--data", data);
        assertThat(twice.code()).isEqualTo(2);
        assertThat(twice.err().strip()).isEqualTo("There is an account (ana) already.");
        assertThat(Called.with("account", "disable", "nobody", "--data", data).err())
                .contains("There is no account (nobody).");
        assertThat(Called.with("account", "disable", "ana", "--data", data).err())
                .contains("This is the last owner");
        assertThat(Called.with("account", "link", "nobody", "--data", data).err())
                .contains("(quarry account list)");
        assertThat(Called.with("account", "create", "a b", "--data", data).err())
                .contains("(a b) is not fit");
        assertThat(Called.with("rebuild", "--database", "mysql://x", "--data", data)
                        .code())
                .isEqualTo(2);
    }
}
