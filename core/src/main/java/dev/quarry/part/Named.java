package dev.quarry.part;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What people see of a part: its name and its documentation. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Named {

    /** The name in kebab case, unique among the parts of its kind: {@code least-confidence}. */
    String value();

    /** One sentence: what it does. */
    String summary();

    /** The definition: a formula, or in few words what it makes of what. */
    String formula() default "";

    /** Time and memory, in the symbols of {@code dev.quarry.kernel}: {@code O(n·C)}. */
    String cost() default "";

    /** Authors, title, venue, year. */
    String paper() default "";
}
